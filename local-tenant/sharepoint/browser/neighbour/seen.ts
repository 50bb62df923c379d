/** Everything the neighbour saw, each text once, with the way it came by it. */
export const seen: Set<string> = new Set();

/** What JSON.stringify was before anybody, the neighbour itself included, put something in its place. */
const write = JSON.stringify;

/** Notes a value, as text. Never disturbs the page it is on. */
export function see(way: string, value: unknown): void {
  try {
    const text = typeof value === 'string' ? value : write(value);
    if (text !== undefined && text !== '') seen.add(`${way}: ${text}`);
  } catch {
    seen.add(`${way}: ${String(value)}`);
  }
}

/** Puts something in the place of a function that every script of the page calls. */
export function wrap<Owner extends object, Name extends keyof Owner>(
  owner: Owner,
  name: Name,
  note: (call: {
    readonly self: unknown;
    readonly values: readonly unknown[];
    readonly result: unknown;
  }) => void,
): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new TypeError(`There is no ${String(name)} to listen to.`);
  const called = original;
  Object.defineProperty(owner, name, { value: inPlace, writable: true, configurable: true });

  function inPlace(this: unknown, ...values: unknown[]): unknown {
    const result: unknown = Reflect.apply(called, this, values);
    note({ self: this, values, result });
    return result;
  }
}
