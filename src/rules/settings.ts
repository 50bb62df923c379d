import type { Settings } from '../contract/connection';
import type { SettingField, SettingsSchema } from '../contract/connector';
import type { FieldError } from '../contract/problem';
import { mayCarryCredential } from './header-name';

/**
 * Says what is wrong with the settings of a connection, field by field, judged by its connector's schema.
 * An empty list means that they are good. The form shows these and the API refuses by them.
 */
export function checkSettings(schema: SettingsSchema, settings: Settings): FieldError[] {
  const unknown = Object.keys(settings)
    .filter((key) => !Object.hasOwn(schema.properties, key))
    .map((key): FieldError => {
      return {
        field: `settings.${key}`,
        code: 'unknown_field',
        message: `This connector has no setting ${key}.`,
      };
    });
  const wrong = Object.entries(schema.properties).flatMap(([key, field]) => {
    const value = Object.hasOwn(settings, key) ? settings[key] : undefined;
    const error = checkField({ key, field, required: schema.required.includes(key), value: value ?? '' });
    return error === undefined ? [] : [error];
  });
  return [...unknown, ...wrong];
}

/**
 * The settings as they are kept: trimmed, empty ones left out, defaults filled in, addresses in the one form
 * that names their host plainly (lower case, punycode, no needless port, no slash at the end). Settings that
 * mean the same are kept the same, so that only a real change of a host clears a credential.
 */
export function normaliseSettings(schema: SettingsSchema, settings: Settings): Settings {
  const entries = Object.entries(schema.properties).map(([key, field]): [string, string] => {
    const value = Object.hasOwn(settings, key) ? (settings[key] ?? '').trim() : '';
    if (value === '') return [key, field.default ?? ''];
    return [key, field.format === 'uri' ? plainAddress(value) : value];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

interface FieldQuestion {
  readonly key: string;
  readonly field: SettingField;
  readonly required: boolean;
  readonly value: string;
}

function checkField({ key, field, required, value }: FieldQuestion): FieldError | undefined {
  const name = `settings.${key}`;
  const trimmed = value.trim();
  if (trimmed === '') {
    return required ? { field: name, code: 'required', message: `${field.title} is required.` } : undefined;
  }
  const wrongLength = checkLength({ name, field, value: trimmed });
  if (wrongLength !== undefined) return wrongLength;
  if (field.format === 'uri') return checkAddress(name, field.title, trimmed);
  if (field.format === 'headerName') return checkHeaderName(name, field.title, trimmed);
  // eslint-disable-next-line @rushstack/security/no-unsafe-regexp -- the patterns stand in our own connector files
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(trimmed)) {
    return {
      field: name,
      code: 'pattern',
      message: `${field.title} does not have the form it needs. ${field.description ?? ''}`.trim(),
    };
  }
  return undefined;
}

function checkLength({
  name,
  field,
  value,
}: {
  name: string;
  field: SettingField;
  value: string;
}): FieldError | undefined {
  // Counted as it would be kept: an address becomes longer where letters are encoded.
  const { length } = field.format === 'uri' ? plainAddress(value) : value;
  if (length > field.maxLength) {
    const message = `${field.title} has ${length} characters; at most ${field.maxLength} are allowed.`;
    return { field: name, code: 'too_long', message, limit: field.maxLength };
  }
  if (field.minLength !== undefined && length < field.minLength) {
    const message = `${field.title} needs at least ${field.minLength} characters.`;
    return { field: name, code: 'too_short', message, limit: field.minLength };
  }
  return undefined;
}

function checkAddress(field: string, title: string, value: string): FieldError | undefined {
  const url = parseAddress(value);
  if (url === undefined) {
    return {
      field,
      code: 'not_a_url',
      message: `${title} must be an address such as https://api.example.com.`,
    };
  }
  if (url.protocol !== 'https:') {
    return {
      field,
      code: 'https_required',
      message: `${title} must begin with https://, so that the credential travels encrypted.`,
    };
  }
  // Looked for in the text, since the parsed address does not show an empty user name, query or fragment.
  const refused = hasUserInfo(value) ? '@' : ['?', '#'].find((character) => value.includes(character));
  if (refused === undefined) return undefined;
  return { field, code: 'character_refused', message: `${title} must not contain ${refused}.`, refused };
}

function checkHeaderName(field: string, title: string, value: string): FieldError | undefined {
  if (mayCarryCredential(value)) return undefined;
  const message = `${title} must be the name of a header made for credentials, such as X-Api-Key.`;
  return { field, code: 'pattern', message };
}

/** Whether there is an `@` in the part that names the host (RFC 3986 §3.2). */
function hasUserInfo(address: string): boolean {
  const [, authority = ''] = /^[^/]*\/*([^/?#]*)/.exec(address) ?? [];
  return authority.includes('@');
}

function plainAddress(value: string): string {
  const url = parseAddress(value);
  return url === undefined ? value : url.href.replace(/\/+$/, '');
}

function parseAddress(value: string): URL | undefined {
  // The URL parser drops tabs and newlines and reads backslashes as slashes; an address that a person
  // cannot read for what it is has no place in a setting.
  if (/[\s\\\p{Cc}]/u.test(value)) return undefined;
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
