import * as z from 'zod/mini';

const lowerCaseGuid = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));
const seconds = z.number().check(z.nonnegative());

/** What every access token of version 2.0 says (Microsoft: "Access token claims reference"). */
const commonShape = {
  iss: z.string(),
  // A list is allowed by RFC 7519 and never written by the directory: a token for several APIs is not ours.
  aud: z.string(),
  tid: lowerCaseGuid,
  azp: lowerCaseGuid,
  ver: z.literal('2.0'),
  iat: seconds,
  nbf: seconds,
  exp: seconds,
};

/** A delegated token: of a person, brought by an application. */
export const personClaimsSchema = z.object({
  ...commonShape,
  idtyp: z.optional(z.literal('user')),
  oid: lowerCaseGuid,
  scp: z.string().check(z.minLength(1)),
  name: z.optional(z.string()),
  /** Optional claim of our own application: 0 for a member, 1 for a guest. */
  acct: z.optional(z.number()),
  /** Optional claim of our own application: template ids of the person's directory roles. */
  wids: z.optional(z.array(lowerCaseGuid)),
});

/** An application's own token. */
export const engineClaimsSchema = z.object({
  ...commonShape,
  idtyp: z.literal('app'),
  scp: z.optional(z.never()),
  roles: z.array(z.string()),
});

export type PersonClaims = z.infer<typeof personClaimsSchema>;
export type EngineClaims = z.infer<typeof engineClaimsSchema>;
