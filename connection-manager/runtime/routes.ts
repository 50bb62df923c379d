import * as z from 'zod/mini';
import { stepHashSchema, stepReferenceSchema } from '../../src/contract/binding';
import { connectionIdSchema } from '../../src/contract/connection';
import { route } from '../../src/contract/route';

const engine = { kind: 'engine', role: 'connections.resolve' } as const;

const stepAtRunTimeSchema = z.strictObject({
  ...stepReferenceSchema.shape,
  /** The instance of the workflow that is running; for the audit trail. */
  instanceId: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,128}$/)),
  stepHash: stepHashSchema,
});

const credentialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('usernamePassword'), username: z.string(), password: z.string() }),
  z.object({
    kind: z.literal('apiKey'),
    key: z.string(),
    /** Name of the request header that the system expects the key in. Never put it into an address. */
    header: z.string(),
    /** Word that stands before the key there, with one space between: `Bearer`. */
    scheme: z.optional(z.string()),
  }),
]);

/** Hands a step what it needs to authenticate. */
export const resolve = route({
  method: 'POST',
  path: '/runtime/resolve',
  summary: 'Hands a workflow step its credential',
  caller: engine,
  permission: { on: 'step', action: 'resolve' },
  audit: { event: 'credential.resolved' },
  body: stepAtRunTimeSchema,
  response: z.object({
    connectionId: connectionIdSchema,
    settings: z.record(z.string(), z.string()),
    /** The only hosts the credential may be sent to. */
    allowedHosts: z.array(z.string()),
    credential: credentialSchema,
  }),
  status: 200,
  problems: [
    'binding_not_found',
    'binding_stale',
    'not_allowed',
    'connection_not_ready',
    'directory_unavailable',
    'vault_unavailable',
  ],
});

/** Makes the call itself, with the credential, so that the engine never sees it. */
export const invoke = route({
  method: 'POST',
  path: '/runtime/invoke',
  summary: 'Makes a call through a connection',
  caller: engine,
  permission: { on: 'step', action: 'invoke' },
  audit: { event: 'connection.invoked' },
  body: z.strictObject({
    ...stepAtRunTimeSchema.shape,
    request: z.strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      /** An address at one of the allowed hosts, or a path under the connection's base address. */
      url: z.string().check(z.minLength(1), z.maxLength(4096)),
      headers: z.optional(
        z.record(z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)), z.string().check(z.maxLength(4096))),
      ),
      /** Text as it is to be sent; at most 1 MiB. */
      body: z.optional(z.string().check(z.maxLength(1048576))),
    }),
  }),
  response: z.object({
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    /** The answer's bytes, base64: whatever they are, they arrive whole. At most 8 MiB. */
    bodyBase64: z.string(),
  }),
  status: 200,
  problems: [
    'binding_not_found',
    'binding_stale',
    'not_allowed',
    'connection_not_ready',
    'credential_refused',
    'system_unreachable',
    'directory_unavailable',
    'vault_unavailable',
  ],
});

/** The routes of workflow engines. They hand out credentials and are declared out of the browser code's sight. */
export const runtimeRoutes = { resolve, invoke } as const;
