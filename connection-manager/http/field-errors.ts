import type * as z from 'zod/mini';
import type { FieldError } from '../../src/contract/problem';

const mostErrors = 20;
const longestName = 100;

type Issue = z.core.$ZodIssue;

/** Translates what a schema found wrong into errors that name field and cure. `input` is what was parsed. */
export function fieldErrors(error: z.core.$ZodError, input: unknown): FieldError[] {
  return error.issues.flatMap((issue) => toFieldErrors(issue, input)).slice(0, mostErrors);
}

function toFieldErrors(issue: Issue, input: unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const field = fieldName([...issue.path, key]);
      return {
        field,
        code: 'unknown_field',
        message: `${field} is not a field of this request. Leave it out.`,
      };
    });
  }
  const field = fieldName(issue.path);
  if (valueAt(input, issue.path) === undefined) {
    return [{ field, code: 'required', message: `${field} is required.` }];
  }
  return [{ field, ...describe(issue, field) }];
}

function describe(issue: Issue, field: string): Omit<FieldError, 'field'> {
  switch (issue.code) {
    case 'too_small':
      return {
        code: 'too_short',
        message: `${field} must be at least ${issue.minimum} ${unit(issue.origin)}.`,
        limit: Number(issue.minimum),
      };
    case 'too_big':
      return {
        code: 'too_long',
        message: `${field} must be at most ${issue.maximum} ${unit(issue.origin)}.`,
        limit: Number(issue.maximum),
      };
    case 'invalid_type':
      return { code: 'wrong_type', message: `${field} must be of type ${issue.expected}.` };
    case 'invalid_value':
      return {
        code: 'not_one_of',
        message: `${field} must be one of ${issue.values.map(String).join(', ')}.`,
      };
    case 'custom':
    case 'invalid_format':
      return {
        code: 'pattern',
        message: `${field} ${hasOwnWords(issue) ? issue.message : 'does not have the form it needs'}.`,
      };
    case 'invalid_key':
      return { code: 'too_long', message: `${field} is not a name that can be used here.` };
    default:
      return { code: 'wrong_type', message: `${field} cannot be used.` };
  }
}

/** Zod's own words are "Invalid input" or "Invalid string: …"; those of our schemas say what is wanted. */
function hasOwnWords(issue: Issue): boolean {
  return issue.message !== '' && !issue.message.startsWith('Invalid');
}

function unit(origin: string): string {
  if (origin === 'string') return 'characters long';
  return origin === 'array' || origin === 'set' ? 'items long' : 'in value';
}

function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map(String).join('.');
  // A name that came with the request is shown as far as it helps, and cannot carry anything invisible.
  return name === '' ? 'body' : name.replace(/[^\x20-\x7e]/g, '?').slice(0, longestName);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
