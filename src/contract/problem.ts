import * as z from 'zod/mini';
import { confirmationSchema } from './confirmation';

/**
 * Every way in which a request can fail, with its HTTP status. The web part and the connect window
 * hold one sentence per code; an engine's author reads the code, never the sentence.
 */
export const problemStatuses = {
  /** The request has no usable access token. */
  unauthenticated: 401,
  /** The directory wants the person to do more (RFC 9470-style `claims` are in the answer). */
  claims_required: 401,
  /** The token is genuine but was not issued for this: wrong scope, a person's where an engine's is needed. */
  wrong_kind_of_token: 403,
  /** The tenant is not registered here. */
  tenant_not_registered: 403,
  /** The rules refuse; `because` says which rule. */
  not_allowed: 403,
  /** The change must be confirmed in the connection manager's own window first; `confirmation` says where. */
  confirmation_required: 403,
  /** No such connection, or none that the caller may see: the two are never told apart. */
  connection_not_found: 404,
  connector_not_found: 404,
  flow_not_found: 404,
  confirmation_not_found: 404,
  binding_not_found: 404,
  route_not_found: 404,
  /** The site does not exist, is not one of the tenant's, or the person has no access to it. */
  site_not_found: 404,
  /** The path exists, with other methods: those in `Allow`. */
  method_not_allowed: 405,
  /** The connect flow has ended, was cancelled or has expired. */
  flow_ended: 409,
  /** The connection is not ready to be used; `because` names its status, or that it was deleted. */
  connection_not_ready: 409,
  /** The workflow step was saved again after it was bound. */
  binding_stale: 409,
  /** Somebody else changed it first (RFC 9110 §13.1.1). */
  changed_meanwhile: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  /** One or more fields are wrong; `errors` names each with its cure. */
  invalid_request: 422,
  /** More connections than can be sorted in this way at once: a search or a filter must narrow them first. */
  too_many_to_sort: 422,
  /** The same Idempotency-Key came with another request. */
  idempotency_key_reused: 422,
  /** `If-Match` is missing (RFC 6585 §3). */
  if_match_required: 428,
  /** `Idempotency-Key` is missing. */
  idempotency_key_required: 428,
  too_many_requests: 429,
  internal_error: 500,
  /** The test address answers without any credential too, so nothing was proved; another one must be named. */
  credential_not_demanded: 422,
  /** The system refused the credential of the connection. */
  credential_refused: 502,
  /** The system the connection leads to did not answer as it should. */
  system_unreachable: 502,
  sharepoint_unavailable: 503,
  directory_unavailable: 503,
  /** Credentials cannot be sealed or opened now. Nothing was lost. */
  vault_unavailable: 503,
  store_unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatuses;

export const problemCodes = Object.keys(problemStatuses) as [ProblemCode, ...ProblemCode[]];

/** Which rule refused. Each has its own sentence on the screens. */
export const denials = [
  'noAccessToSite',
  'roleTooWeak',
  'guest',
  'notGranted',
  'notOwner',
  'otherSite',
  'personalOfSomebodyElse',
  'personalConnection',
  'personalConnectionsOff',
  'sharedConnection',
  'otherSiteCollection',
  'lastOwner',
  'lastWorkflowAdministrator',
  'mayNotAddSelf',
  /** Group membership can change afterwards, so only owners may add groups. */
  'onlyOwnersAddGroups',
  'alreadyOwner',
  'notAnOwner',
  'notAnEnabledMember',
  'notSiteCollectionAdministrator',
  'notWorkflowAdministrator',
  'signInOfSomebodyElse',
  'mayNotEditSite',
  'hostNotAllowed',
  'engineNotRegistered',
  /** The account of the person who bound the step is disabled or deleted. */
  'authorDisabled',
  'notConnected',
  'invalid',
  'disabled',
  'deleted',
] as const;

export type Denial = (typeof denials)[number];

/** What is wrong with one field. `refused` is the offending character or value, where showing it helps. */
export const fieldErrorCodes = [
  'required',
  'too_short',
  'too_long',
  'character_refused',
  'not_a_url',
  'https_required',
  'not_one_of',
  'pattern',
  'unknown_field',
  'wrong_type',
] as const;

export type FieldErrorCode = (typeof fieldErrorCodes)[number];

export const fieldErrorSchema = z.object({
  /** Path of the field in the request, dotted: `settings.baseUrl`. */
  field: z.string(),
  code: z.enum(fieldErrorCodes),
  /** One English sentence with the cure, for people who call the API by hand. */
  message: z.string(),
  refused: z.optional(z.string()),
  limit: z.optional(z.number()),
});

export type FieldError = z.infer<typeof fieldErrorSchema>;

/** RFC 9457 problem details, as `application/problem+json`. */
export const problemSchema = z.object({
  /** `urn:workflow-gallery:problem:<code>` */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  /** Names the request in the log of the connection manager. */
  requestId: z.string(),
  detail: z.optional(z.string()),
  because: z.optional(z.enum(denials)),
  errors: z.optional(z.array(fieldErrorSchema)),
  /** With `claims_required`: what to ask the directory for, as the directory gave it. */
  claims: z.optional(z.string()),
  /** With `confirmation_required`: open its address in the click, and send the same request again with its id. */
  confirmation: z.optional(confirmationSchema),
});

export type Problem = z.infer<typeof problemSchema>;
