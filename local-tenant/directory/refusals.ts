/** A refusal as Microsoft Entra words it: an OAuth error, and a number that says why. */
export interface Refusal {
  readonly error: string;
  readonly code: number;
  readonly description: string;
}

interface Wording {
  readonly error: string;
  readonly code: number;
  readonly text: string;
}

// The numbers are those of Microsoft's "Entra authentication and authorization error codes".
const wordings = {
  severalResources: {
    error: 'invalid_scope',
    code: 28000,
    text: 'The input parameter scope contains more than one resource: {scope}.',
  },
  unknownResource: {
    error: 'invalid_resource',
    code: 500011,
    text: 'The resource principal named {identifier} was not found in the tenant.',
  },
  unknownScope: {
    error: 'invalid_scope',
    code: 650053,
    text: "The application asked for scope '{scope}' that does not exist on the resource '{identifier}'.",
  },
  notConsented: {
    error: 'consent_required',
    code: 65001,
    text: 'The user or administrator has not consented to use the application with ID {client} for {scope}.',
  },
  notDefaultScope: {
    error: 'invalid_scope',
    code: 1002012,
    text: "The scope {scope} is not valid. Client credential flows must have a scope ending in '/.default'.",
  },
  notOnBehalfOf: {
    error: 'invalid_request',
    code: 900144,
    text: "The request body must contain the parameter 'requested_token_use' with the value on_behalf_of.",
  },
  missingAssertion: {
    error: 'invalid_request',
    code: 900144,
    text: "The request body must contain the following parameter: 'assertion'.",
  },
  badAssertion: {
    error: 'invalid_grant',
    code: 50013,
    text: 'Assertion failed signature validation.',
  },
  expiredAssertion: {
    error: 'invalid_grant',
    code: 500133,
    text: 'Assertion is not within its valid time range.',
  },
  otherAudience: {
    error: 'invalid_grant',
    code: 500131,
    text: 'Assertion audience does not match the client application presenting the assertion.',
  },
  applicationAssertion: {
    error: 'invalid_grant',
    code: 7000114,
    text: 'An application is not allowed to make on-behalf-of calls with an application token.',
  },
  unknownPerson: {
    error: 'invalid_grant',
    code: 50034,
    text: 'The user account does not exist in the directory.',
  },
  accountDisabled: {
    error: 'invalid_grant',
    code: 50057,
    text: 'The user account is disabled.',
  },
  proofDemanded: {
    error: 'interaction_required',
    code: 50076,
    text: 'Due to a Conditional Access policy, the person must give a second proof to access {client}.',
  },
  unknownApplication: {
    error: 'unauthorized_client',
    code: 700016,
    text: 'Application was not found in the directory.',
  },
  scopeMissing: {
    error: 'invalid_scope',
    code: 70011,
    text: "The provided value for the input parameter 'scope' is not valid: it names no resource.",
  },
} satisfies Record<string, Wording>;

export type RefusalReason = keyof typeof wordings;

/** Words a refusal; what stands in braces is replaced by the given details. */
export function refuse(reason: RefusalReason, details: Readonly<Record<string, string>> = {}): Refusal {
  const { error, code, text } = wordings[reason];
  const said = text.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole);
  return { error, code, description: `AADSTS${code}: ${said}` };
}

/**
 * The same refusal as the token endpoint says it: missing consent is an `invalid_grant` there, and
 * only its `suberror` tells a client that asking the person again could help.
 */
export function atTokenEndpoint(refusal: Refusal): Refusal {
  return refusal.error === 'consent_required' ? { ...refusal, error: 'invalid_grant' } : refusal;
}
