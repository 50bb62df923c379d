import { types } from 'node:util';
import { StoreCorrupt, StoreUnavailable } from './store';

/** Primary result codes (https://sqlite.org/rescode.html) that say: not now. */
const unavailableCodes = new Map([
  [3, 'permission denied'],
  [5, 'busy'],
  [6, 'locked'],
  [7, 'out of memory'],
  [8, 'read-only'],
  [10, 'input or output failed'],
  [13, 'disk full'],
  [14, 'cannot be opened'],
  [15, 'locking protocol'],
]);

const corruptCodes = new Set([11, 26]);

/** Runs `work`, turning what SQLite and the file system say into the errors of the store port. */
export function translateSqliteErrors<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  if (!types.isNativeError(error)) return error;
  if ('errcode' in error && typeof error.errcode === 'number')
    return translateCode(error, error.errcode & 0xff);
  if ('syscall' in error) return new StoreUnavailable('The store file cannot be reached.', { cause: error });
  return error;
}

function translateCode(error: Error, code: number): Error {
  const meaning = unavailableCodes.get(code);
  if (meaning !== undefined)
    return new StoreUnavailable(`The store file is unavailable: ${meaning}.`, { cause: error });
  if (corruptCodes.has(code))
    return new StoreCorrupt('The store file is damaged.', undefined, { cause: error });
  return error;
}
