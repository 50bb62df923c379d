import { ConnectionError } from '../problems/connection-error';
import { readIdempotencyKey, readIfMatch } from './preconditions';

function codeOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error instanceof ConnectionError ? error.code : String(error);
  }
}

describe(readIfMatch.name, () => {
  const change = { ifMatch: true } as const;
  const write = { ifMatch: 'orNew' } as const;

  it.each([
    [change, { 'if-match': '"a-1"' }, 'a-1'],
    [change, { 'if-match': 'a-1' }, 'a-1'],
    [change, { 'if-match': '"a,b"' }, 'a,b'],
    [change, { 'if-match': '"a"', 'if-none-match': '*' }, 'a'],
    [write, { 'if-match': '"a"' }, 'a'],
    [write, { 'if-none-match': '*' }, 'new'],
    [{}, { 'if-match': '"a"' }, undefined],
  ])('reads (%#)', (route, headers, etag) => {
    expect(readIfMatch(route, headers)).toBe(etag);
  });

  it.each([
    [change, {}, 'if_match_required'],
    [change, { 'if-none-match': '*' }, 'if_match_required'],
    [write, {}, 'if_match_required'],
    [write, { 'if-match': '"a"', 'if-none-match': '*' }, 'invalid_request'],
    [write, { 'if-none-match': '"a"' }, 'invalid_request'],
    [change, { 'if-match': '*' }, 'invalid_request'],
    [change, { 'if-match': 'W/"a"' }, 'invalid_request'],
    [change, { 'if-match': '"a", "b"' }, 'invalid_request'],
    [change, { 'if-match': 'a, b' }, 'invalid_request'],
    [change, { 'if-match': '' }, 'invalid_request'],
    [change, { 'if-match': '""' }, 'invalid_request'],
    [change, { 'if-match': '"a' }, 'invalid_request'],
    [change, { 'if-match': 'a b' }, 'invalid_request'],
    [change, { 'if-match': '"\u00e9"' }, 'invalid_request'],
    [change, { 'if-match': `"${'a'.repeat(201)}"` }, 'invalid_request'],
  ])('refuses (%#)', (route, headers, code) => {
    expect(codeOf(() => readIfMatch(route, headers))).toBe(code);
  });
});

describe(readIdempotencyKey.name, () => {
  const create = { idempotencyKey: true } as const;

  it.each(['x', 'x'.repeat(128), '!~"\\', '0b1f4c3e-7d3f-4f0a-8a4f-1a2b3c4d5e6f'])('reads %s', (key) => {
    expect(readIdempotencyKey(create, { 'idempotency-key': key })).toBe(key);
    expect(readIdempotencyKey({}, { 'idempotency-key': key })).toBeUndefined();
  });

  it.each([
    [undefined, 'idempotency_key_required'],
    ['', 'invalid_request'],
    ['two words', 'invalid_request'],
    ['one, two', 'invalid_request'],
    ['x'.repeat(129), 'invalid_request'],
    ['\u00e9', 'invalid_request'],
    ['tab\t', 'invalid_request'],
  ])('refuses %j', (key, code) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    expect(codeOf(() => readIdempotencyKey(create, headers))).toBe(code);
  });
});
