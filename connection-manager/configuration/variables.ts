import path from 'node:path';
import * as z from 'zod/mini';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export type LogLevel = (typeof logLevels)[number];

/** One environment variable: what it is for, and what a good value looks like. */
export interface Variable<Value = unknown> {
  readonly about: string;
  /** How to put a mistake right. Values themselves are never shown: a secret may have slipped into one. */
  readonly cure: string;
  readonly example: string;
  /** Used where the variable is not set; without one, and unless `isOptional`, it must be set. */
  readonly usual?: string;
  readonly isOptional?: true;
  readonly schema: z.ZodMiniType<Value, string>;
}

function variable<Value>(declaration: Variable<Value>): Variable<Value> {
  return declaration;
}

const filePath = z.string().check(z.refine((value) => path.isAbsolute(value) && !value.includes('\0')));
const fileCure = 'Give the absolute path of the file.';

const originSchema = z.string().check(
  z.refine((value) => {
    const url = URL.parse(value);
    return url !== null && url.protocol === 'https:' && url.origin === value;
  }),
);

const listSchema = z.pipe(
  z.string(),
  z.transform((value): readonly string[] => value.split(',').map((part) => part.trim())),
);

// As many digits as the store's order of a tenant's keys has room for.
const generationPin = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}=[1-9]\d{0,8}$/;

/** `tenantId=generation` pairs. A tenant stands there once: of two pins it would not be clear which one holds. */
const generationPinsSchema = z.pipe(
  z.pipe(
    listSchema,
    // Tokens write ids in lower case, and ids are compared as they are written.
    z.array(z.string().check(z.toLowerCase(), z.regex(generationPin))).check(z.refine(isOneForEachTenant)),
  ),
  z.transform((pins): ReadonlyMap<string, number> => new Map(pins.map(parsePin))),
);

function isOneForEachTenant(pins: readonly string[]): boolean {
  return new Map(pins.map(parsePin)).size === pins.length;
}

function parsePin(pin: string): [tenantId: string, generation: number] {
  const at = pin.indexOf('=');
  return [pin.slice(0, at), Number(pin.slice(at + 1))];
}

const loopbackHost = /^[a-z0-9-]+(\.[a-z0-9-]+)*:\d{1,5}$/;

/** Every environment variable that is read; nothing else reads the environment. */
export const variables = {
  WFC_ORIGIN: variable({
    about:
      'The public origin of the connection manager. Every address it names, redirect addresses included, is made from this and never from a request.',
    cure: 'Give an https origin without path or trailing slash, and in lower case.',
    example: 'https://connections.contoso.com',
    schema: originSchema,
  }),
  WFC_LISTEN_HOST: variable({
    about: 'The address of this machine to listen on.',
    cure: 'Give an IP address or host name of this machine; 0.0.0.0 listens on all.',
    example: '0.0.0.0',
    usual: '127.0.0.1',
    schema: z.string().check(z.regex(/^[A-Za-z0-9.:-]{1,253}$/)),
  }),
  WFC_LISTEN_PORT: variable({
    about: 'The port to listen on. 0 lets the system choose one, for tests.',
    cure: 'Give a port number from 0 to 65535.',
    example: '8445',
    usual: '8445',
    schema: z.pipe(
      z.string().check(z.regex(/^\d{1,5}$/)),
      z.pipe(z.transform(Number), z.number().check(z.maximum(65_535))),
    ),
  }),
  WFC_TLS_CERTIFICATE_FILE: variable({
    about:
      'The certificate chain (PEM). With the key file, the connection manager speaks TLS itself; without both it speaks plain HTTP, for a proxy on the same machine or network that speaks TLS for it.',
    cure: fileCure,
    example: '/etc/connection-manager/tls.crt',
    isOptional: true,
    schema: filePath,
  }),
  WFC_TLS_KEY_FILE: variable({
    about: 'The private key (PEM) that belongs to the certificate.',
    cure: fileCure,
    example: '/etc/connection-manager/tls.key',
    isOptional: true,
    schema: filePath,
  }),
  WFC_DATABASE_FILE: variable({
    about:
      'The embedded store: one SQLite file. It is made at the first start, with its folder where that is missing.',
    cure: fileCure,
    example: '/var/lib/connection-manager/connections.db',
    schema: filePath,
  }),
  WFC_MASTER_KEY_FILE: variable({
    about:
      'The master keys, made by `connection-manager key create`. Mode 0600, owned by the user that runs the connection manager, and not in the folder of the database.',
    cure: fileCure,
    example: '/etc/connection-manager/master.key',
    schema: filePath,
  }),
  WFC_LOWEST_KEY_GENERATIONS: variable({
    about:
      'The lowest generation of a tenant’s key that is still accepted, for each tenant that has rotated its key; 1 for the others. `connection-manager tenant rotate-key` prints the line. It stands here and not in the store, so that whoever can write the store cannot go back to an older key.',
    cure: 'Give tenantId=generation pairs, each tenant once, separated by commas.',
    example: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff=2',
    isOptional: true,
    schema: generationPinsSchema,
  }),
  WFC_LOG_LEVEL: variable({
    about: 'How much is logged: JSON lines on standard output.',
    cure: `Give one of ${logLevels.join(', ')}.`,
    example: 'info',
    usual: 'info',
    schema: z.enum(logLevels),
  }),
  WFC_ALLOWED_LOOPBACK_HOSTS: variable({
    about:
      'For development only: hosts on this machine that outbound calls may reach although their addresses are loopback ones. Without it no private or loopback address is ever called.',
    cure: 'Give hosts with their ports in lower case, separated by commas.',
    example: 'login.entra.localhost:8444,contoso.sharepoint.localhost:8443',
    isOptional: true,
    schema: z.pipe(listSchema, z.array(z.string().check(z.regex(loopbackHost)))),
  }),
} as const;

export type VariableName = keyof typeof variables;

export const variableNames = Object.keys(variables) as readonly VariableName[];
