import * as z from 'zod/mini';
import { authMethodSchema, type AuthMethodKind, type SettingsSchema } from '../../src/contract/connector';
import { mayCarryCredential } from '../../src/rules/header-name';
import { hasStrictPattern, hasValue } from './setting-checks';
import { solePlaceholder } from './template';

/** How a credential is put into a request. */
const applySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('httpBasic') }),
  /** `<name>: <scheme> <key>`. Either can be the value of a setting: `{headerName}`. */
  z.strictObject({ kind: z.literal('header'), name: z.string(), scheme: z.optional(z.string()) }),
]);

export const authMethodFileSchema = z.strictObject({ ...authMethodSchema.shape, apply: applySchema });

/** An auth method as a connector file describes it. */
export type AuthMethod = z.infer<typeof authMethodFileSchema>;

type HeaderApply = Extract<AuthMethod['apply'], { kind: 'header' }>;

const applyKinds: Readonly<Record<AuthMethodKind, AuthMethod['apply']['kind']>> = {
  usernamePassword: 'httpBasic',
  apiKey: 'header',
};

/** The auth method with this id, or `undefined`. */
export function findAuthMethod(
  { authMethods }: { readonly authMethods: readonly AuthMethod[] },
  authMethodId: string,
): AuthMethod | undefined {
  return authMethods.find(({ id }) => id === authMethodId);
}

/** The templates that decide in which header a credential is sent. */
export function headerTemplatesOf({ apply }: AuthMethod): string[] {
  return apply.kind === 'header' ? [apply.name, apply.scheme ?? ''] : [];
}

/** What is wrong with an auth method of a connector file, each in half a sentence. */
export function authMethodMistakes({ id, kind, apply }: AuthMethod, settings: SettingsSchema): string[] {
  if (apply.kind !== applyKinds[kind])
    return [`${id} is of the kind ${kind} and applies it as ${apply.kind}`];
  if (apply.kind === 'httpBasic') return [];
  const mistakes = [headerNameMistake(apply, settings), schemeMistake(apply, settings)];
  return mistakes.filter((mistake) => mistake !== undefined);
}

function headerNameMistake({ name }: HeaderApply, settings: SettingsSchema): string | undefined {
  const setting = solePlaceholder(name);
  if (setting === undefined)
    return mayCarryCredential(name) ? undefined : `sends a key in ${name}, which is no header for one`;
  const field = settings.properties[setting];
  if (field?.format !== 'headerName') return `takes a header from ${setting}, which is no headerName`;
  return hasValue(settings, setting) ? undefined : `takes a header from ${setting}, which may be absent`;
}

function schemeMistake({ scheme = 'Bearer' }: HeaderApply, settings: SettingsSchema): string | undefined {
  const setting = solePlaceholder(scheme);
  // RFC 9110 §11.1: a token. These characters are all that registered schemes have.
  if (setting === undefined)
    return /^[A-Za-z][A-Za-z0-9-]*$/.test(scheme) ? undefined : `has the scheme ${scheme}, which is none`;
  return hasStrictPattern(settings, setting)
    ? undefined
    : `takes a scheme from ${setting}, which has no pattern from ^ to $`;
}
