import * as z from 'zod/mini';
import { connectorSchema, settingsSchemaSchema, type SettingsSchema } from '../../src/contract/connector';
import { checkSettings } from '../../src/rules/settings';
import { authMethodFileSchema, authMethodMistakes } from './auth-method';
import { hasStrictPattern, hasValue } from './setting-checks';
import { hasLooseBrace, placeholdersOf, type Placeholder } from './template';

/** One status, or a whole class of them: `2xx`. */
const statusSchema = z.union([
  z.int().check(z.minimum(100), z.maximum(599)),
  z.literal(['2xx', '3xx', '4xx', '5xx']),
]);

/** JSON Pointer (RFC 6901) into an answer, or into the connector file itself. */
const pointerSchema = z.string().check(z.regex(/^(\/([^~/]|~[01])*)+$/));

// What a connector's form must know beside the file is worked out from the file.
const { credentialSettings: _credentialSettings, ...publicShape } = connectorSchema.shape;

const connectorFileSchema = z.strictObject({
  ...publicShape,
  format: z.literal(1),
  authMethods: z.array(authMethodFileSchema).check(z.minLength(1)),
  settings: settingsSchemaSchema,
  /** What a path is resolved against. `{name}` is the value of a setting, `{name.host}` the host of an address. */
  baseAddress: z.string(),
  /** The only hosts that ever receive the credential. */
  allowedHosts: z.array(z.string()).check(z.minLength(1)),
  /** The call that shows whether a credential works. */
  test: z.strictObject({
    method: z.literal('GET'),
    address: z.string(),
    good: z.array(statusSchema).check(z.minLength(1)),
    refused: z.array(statusSchema),
    /** Whether a good answer counts only where the same call without the credential gets no good answer. */
    mustDemandCredential: z.boolean(),
    /** Where a JSON answer names the account; without it, or where it is not there, a username is shown. */
    account: z.optional(pointerSchema),
  }),
  /** Where each fact about the system was read. */
  sources: z.array(z.strictObject({ fact: pointerSchema, read: z.url() })),
  /** The facts that nobody has been able to look up. */
  unverified: z.array(pointerSchema),
});

/** A connector as its file describes it: the public part, and how it is talked to. */
export type ConnectorDefinition = z.infer<typeof connectorFileSchema>;

/** A connector file that is wrong; the message names every mistake. The program does not start with it. */
export class ConnectorFileError extends Error {
  override readonly name = 'ConnectorFileError';
}

/** The definition that a connector file holds. Throws `ConnectorFileError` with every mistake in it at once. */
export function parseConnectorDefinition(file: unknown): ConnectorDefinition {
  const parsed = z.safeParse(connectorFileSchema, file);
  if (!parsed.success) {
    throw new ConnectorFileError(parsed.error.issues.map(describeIssue).join('; '));
  }
  const mistakes = [
    ...settingMistakes(parsed.data),
    ...parsed.data.authMethods.flatMap((method) => authMethodMistakes(method, parsed.data.settings)),
    ...templateMistakes(parsed.data),
    ...factMistakes(parsed.data),
  ];
  if (mistakes.length > 0) throw new ConnectorFileError(`${parsed.data.id}: ${mistakes.join('; ')}`);
  return parsed.data;
}

function describeIssue({ path, code, ...issue }: z.core.$ZodIssue): string {
  const names = 'keys' in issue ? ` (${issue.keys.join(', ')})` : '';
  return `/${path.join('/')}: ${code}${names}`;
}

function settingMistakes({ settings }: ConnectorDefinition): string[] {
  const { properties, required } = settings;
  const unknown = required
    .filter((key) => !Object.hasOwn(properties, key))
    .map((key) => `requires the unknown setting ${key}`);
  const wrong = Object.entries(properties).flatMap(([key, field]) => {
    const schema = { ...settings, properties: { [key]: field }, required: [] };
    const values = [...(field.default === undefined ? [] : [field.default]), ...(field.examples ?? [])];
    const refused = values.filter((value) => checkSettings(schema, { [key]: value }).length > 0);
    return refused.map((value) => `its own form refuses ${JSON.stringify(value)} as ${key}`);
  });
  return [...unknown, ...wrong];
}

/** S33: what goes into an address has a form of its own, from the first character to the last. */
function templateMistakes({ settings, baseAddress, allowedHosts, test }: ConnectorDefinition): string[] {
  const inAddresses = [baseAddress, ...allowedHosts, test.address].flatMap((template) => {
    if (hasLooseBrace(template)) return [`${template} has a brace that belongs to no placeholder`];
    return placeholdersOf(template).flatMap((placeholder) => {
      const mistake = placeholderMistake(settings, placeholder);
      return mistake === undefined ? [] : [`${template} ${mistake}`];
    });
  });
  const inHosts = allowedHosts.flatMap((template) =>
    placeholdersOf(template)
      .filter((placeholder) => letsHostsEscape(settings, placeholder))
      .map(({ setting }) => `${template} lets ${setting} name another host`),
  );
  return [...inAddresses, ...inHosts];
}

function placeholderMistake(settings: SettingsSchema, { setting, part }: Placeholder): string | undefined {
  const field = Object.hasOwn(settings.properties, setting) ? settings.properties[setting] : undefined;
  if (field === undefined) return `names the unknown setting ${setting}`;
  if (!hasValue(settings, setting)) return `needs ${setting}, which may be absent`;
  if (field.format === 'uri') return undefined;
  if (part === 'host') return `asks for the host of ${setting}, which is no address`;
  return hasStrictPattern(settings, setting) ? undefined : `takes ${setting} without a pattern from ^ to $`;
}

/** What would end the host that a value is put into, or begin another. */
const hostEscapes = [
  'evil.example',
  'evil.example/',
  'a/',
  'a\\',
  'a?',
  'a#',
  'a:1',
  'a@',
  'a%2f',
  '-a',
  '[a',
  'ä',
];

function letsHostsEscape(settings: SettingsSchema, { setting, part }: Placeholder): boolean {
  const field = Object.hasOwn(settings.properties, setting) ? settings.properties[setting] : undefined;
  if (field === undefined || part === 'host') return false;
  const schema = { ...settings, properties: { [setting]: field }, required: [] };
  return hostEscapes.some((value) => checkSettings(schema, { [setting]: value }).length === 0);
}

const factsToProve = ['/test/good', '/test/refused'];
const factsOfNamedSystems = ['/baseAddress', '/allowedHosts', '/test/address'];

function factMistakes(definition: ConnectorDefinition): string[] {
  const named = [...definition.sources.map(({ fact }) => fact), ...definition.unverified];
  const isNamedSystem = definition.baseAddress.startsWith('https://');
  const facts = [
    ...definition.authMethods.map((_, index) => `/authMethods/${index}/apply`),
    ...factsToProve,
    ...(isNamedSystem ? factsOfNamedSystems : []),
  ];
  const missing = facts
    .filter((fact) => !named.includes(fact))
    .map((fact) => `says neither where ${fact} was read nor that it is unverified`);
  const unknown = named
    .filter((fact) => readPointer(definition, fact) === undefined)
    .map((fact) => `names the fact ${fact}, which it does not state`);
  return [...missing, ...unknown];
}

/** The value a JSON Pointer (RFC 6901) leads to, or `undefined`. Only own members are followed. */
export function readPointer(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, token) => {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, token)) return undefined;
      return (at as Readonly<Record<string, unknown>>)[token];
    }, value);
}
