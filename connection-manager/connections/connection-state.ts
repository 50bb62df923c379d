import type { ConnectionState } from '../../src/contract/connection';
import type { ConnectionValue } from './connection-record';

type EnabledState = Exclude<ConnectionState, 'disabled'>;

/**
 * The connection in another state. One that is disabled stays so, whatever happens to its credential: it comes into
 * the state when it is enabled.
 */
export function inState(value: ConnectionValue, state: EnabledState, at: string): ConnectionValue {
  if (value.status.state === 'disabled') return { ...value, stateBefore: state };
  return { ...value, status: { state, since: at } };
}

/** Refused to every step until it is enabled; it keeps its credential. */
export function disabled(value: ConnectionValue, at: string): ConnectionValue {
  const { state } = value.status;
  if (state === 'disabled') return value;
  return { ...value, status: { state: 'disabled', since: at }, stateBefore: state };
}

/** In the state that it had before it was disabled, or has come into since. */
export function enabled(value: ConnectionValue, at: string): ConnectionValue {
  const { stateBefore, ...rest } = value;
  if (value.status.state !== 'disabled') return value;
  return { ...rest, status: { state: stateBefore ?? 'notConnected', since: at } };
}
