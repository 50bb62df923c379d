import * as z from 'zod/mini';
import { fieldErrors } from './field-errors';

const schema = z.strictObject({
  name: z.string().check(z.minLength(2), z.maxLength(5)),
  kind: z.enum(['shared', 'personal']),
  digest: z.optional(z.string().check(z.regex(/^[a-z]+$/, 'must be small letters'))),
  settings: z.optional(z.record(z.string().check(z.maxLength(4)), z.string())),
  limit: z.optional(z.coerce.number().check(z.int(), z.maximum(100))),
});

function errorsOf(input: unknown) {
  const parsed = schema.safeParse(input);
  return parsed.success ? [] : fieldErrors(parsed.error, input);
}

describe(fieldErrors.name, () => {
  const good = { name: 'good', kind: 'shared' };

  it.each([
    [{ kind: 'shared' }, 'name', 'required'],
    [{ ...good, name: 'x' }, 'name', 'too_short'],
    [{ ...good, name: 'too long' }, 'name', 'too_long'],
    [{ ...good, name: 5 }, 'name', 'wrong_type'],
    [{ ...good, name: null }, 'name', 'wrong_type'],
    [{ ...good, kind: 'other' }, 'kind', 'not_one_of'],
    [{ ...good, digest: 'A' }, 'digest', 'pattern'],
    [{ ...good, surprise: 1 }, 'surprise', 'unknown_field'],
    [{ ...good, settings: { host: 1 } }, 'settings.host', 'wrong_type'],
    [{ ...good, settings: { longer: 'x' } }, 'settings.longer', 'too_long'],
    [{ ...good, limit: 101 }, 'limit', 'too_long'],
    [{ ...good, limit: 'many' }, 'limit', 'wrong_type'],
    ['text', 'body', 'wrong_type'],
    [[], 'body', 'wrong_type'],
    [undefined, 'body', 'required'],
  ])('names the field of %j', (input, field, code) => {
    expect(errorsOf(input)).toEqual([
      expect.objectContaining({ field, code, message: expect.stringMatching(/^\S.+\.$/) }),
    ]);
  });

  it('lists all mistakes at once, with limits and our own words', () => {
    expect(errorsOf({ name: 'much too long', digest: '!', a: 1, b: 2 })).toEqual([
      expect.objectContaining({
        field: 'name',
        limit: 5,
        message: 'name must be at most 5 characters long.',
      }),
      expect.objectContaining({ field: 'kind', code: 'required' }),
      expect.objectContaining({ field: 'digest', message: 'digest must be small letters.' }),
      expect.objectContaining({ field: 'a', code: 'unknown_field' }),
      expect.objectContaining({ field: 'b', code: 'unknown_field' }),
    ]);
  });

  it('shows names that came with the request only as far as that is harmless', () => {
    const [error] = errorsOf({ ...good, ['x\u202e\u0000'.repeat(200)]: 1 });
    expect(error?.field).toMatch(/^[x?]{100}$/);
    expect(
      errorsOf({ ...good, ...Object.fromEntries(Array.from({ length: 500 }, (_i, n) => [`f${n}`, 1])) }),
    ).toHaveLength(20);
  });

  it('repeats no value', () => {
    expect(
      JSON.stringify(errorsOf({ name: 'hidden-value', kind: 'hidden-value', digest: 'hidden-value' })),
    ).not.toContain('hidden-value');
  });
});
