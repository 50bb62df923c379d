import { see, wrap } from './seen';

/** Reads along when something is kept in the browser, even if it is taken away again. */
export function readStorage(): void {
  wrap(Storage.prototype, 'setItem', ({ values }) => see('storage', values));
  wrap(IDBObjectStore.prototype, 'put', ({ values }) => see('a database', values));
  wrap(IDBObjectStore.prototype, 'add', ({ values }) => see('a database', values));
  wrap(history, 'pushState', ({ values }) => see('history', values));
  wrap(history, 'replaceState', ({ values }) => see('history', values));
  readCookies();
  window.addEventListener('hashchange', () => see('the address', location.href));
}

function readCookies(): void {
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  if (cookie?.set === undefined) throw new TypeError('There are no cookies to listen to.');
  const { set } = cookie;
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    set(this: Document, value: string) {
      see('a cookie', value);
      set.call(this, value);
    },
  });
}
