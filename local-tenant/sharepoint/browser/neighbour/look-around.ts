import { see } from './seen';

/** More objects than a page with one web part has; an end for a page with many. */
const mostObjects = 400_000;

/**
 * Goes through all that a script can reach: every own property from `window` and from every element on (React's
 * among them, which lead to properties and states of components), and everything kept in the browser.
 */
export async function lookAround(): Promise<number> {
  const known = new Set<object>();
  const waiting: object[] = [window, document, ...document.querySelectorAll('*')];
  for (let next = waiting.pop(); next !== undefined && known.size < mostObjects; next = waiting.pop()) {
    if (known.has(next)) continue;
    known.add(next);
    for (const value of ownValues(next)) {
      if (typeof value === 'string') see('an object', value);
      else if (isObject(value)) waiting.push(value);
    }
  }
  await readKept();
  return known.size;
}

function ownValues(owner: object): readonly unknown[] {
  if (owner === window.hostileNeighbour.seen) return [];
  if (owner instanceof Map) return [...owner.keys(), ...owner.values()];
  if (owner instanceof Set) return [...owner];
  return Reflect.ownKeys(owner).map((key): unknown => {
    try {
      return Reflect.get(owner, key);
    } catch {
      // Of another origin, or not meant to be asked.
      return undefined;
    }
  });
}

async function readKept(): Promise<void> {
  see('storage', { ...localStorage });
  see('storage', { ...sessionStorage });
  see('a cookie', document.cookie);
  see('the address', [location.href, document.referrer, history.state]);
  for (const { name } of performance.getEntriesByType('resource')) see('an address', name);
  for (const { name } of await indexedDB.databases()) {
    if (name !== undefined) await readDatabase(name);
  }
  for (const name of await caches.keys()) see('a cache', name);
}

async function readDatabase(name: string): Promise<void> {
  see('a database', name);
  const database = await settled(indexedDB.open(name));
  for (const store of database.objectStoreNames) {
    see('a database', await settled(database.transaction(store).objectStore(store).getAll()));
  }
  database.close();
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database did not answer.'));
  });
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
