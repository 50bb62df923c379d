import { createHash } from 'node:crypto';
import type { ConnectionState } from '../../src/contract/connection';
import type { AvailabilityFilter, ConnectionSort, SortDirection } from '../../src/contract/connection-list';
import { isAdministrator } from '../../src/rules/management';
import { isOwner, type Caller } from '../../src/rules/principals';
import type { SiteStanding } from '../../src/rules/site-standing';
import { availabilityOf, connectionIndex, needsAttention } from './connection-indexes';
import type { ConnectionValue } from './connection-record';
import { isFoundBy, splitWords } from './connection-words';

/** What is left of a list. Every filter that is given must be passed. */
export interface ListFilters {
  readonly status?: readonly ConnectionState[] | undefined;
  readonly connector?: string | undefined;
  readonly availability?: AvailabilityFilter | undefined;
  /** Object id of a person or group, or `me`: what the caller owns, through groups too. */
  readonly owner?: string | undefined;
  readonly homeSite?: string | undefined;
  readonly attention?: boolean | undefined;
}

/** What is asked of a list, beside who asks and where. */
export interface ListQuestion extends ListFilters {
  readonly search?: string | undefined;
  /** By name, unless a search is to be answered by the words that were found. */
  readonly sort?: ConnectionSort | undefined;
  readonly direction?: SortDirection | undefined;
}

/** Names a question: where one page ended says nothing about the pages of another question. */
export function questionDigest(question: ListQuestion): string {
  const entries = Object.entries(question)
    .filter(([, value]) => value !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('base64url').slice(0, 12);
}

/** Who reads a list, and where. */
export interface ListReader {
  readonly caller: Caller;
  readonly site: SiteStanding;
}

type Test = (value: ConnectionValue) => boolean;

/** Whether a connection is one that was searched for and passes every filter. */
export function isWanted(question: ListQuestion, reader: ListReader): Test {
  const words = splitWords(question.search ?? '');
  const { attention, owner } = question;
  const tests: Test[] = filterTests(question);
  if (words.length > 0) tests.push((value) => isFoundBy(words, value));
  if (attention === true) tests.push(isAdministrator(reader) ? needsAttention : isNotReady);
  if (owner !== undefined) tests.push(ownershipOf(owner, reader.caller));
  return (value) => tests.every((test) => test(value));
}

/** The filters that mean the same to whoever asks. */
function filterTests({ status, connector, availability, homeSite }: ListFilters): Test[] {
  const webId = homeSite?.toLowerCase();
  const tests: Test[] = [];
  if (status !== undefined) tests.push((value) => status.includes(value.status.state));
  if (connector !== undefined) tests.push((value) => value.connectorId === connector);
  if (availability !== undefined) tests.push((value) => availabilityOf(value) === availability);
  if (webId !== undefined) tests.push((value) => value.homeSite.webId.toLowerCase() === webId);
  return tests;
}

/** That its owners have left is shown to administrators only. */
function isNotReady({ status }: ConnectionValue): boolean {
  return status.state !== 'ready';
}

function ownershipOf(owner: string, caller: Caller): Test {
  const objectId = owner.toLowerCase();
  if (objectId === 'me') return (value) => isOwner(caller, value);
  return ({ owners }) => owners.some((one) => one.objectId.toLowerCase() === objectId);
}

/** The indexes of everything that one of the filters leaves, whoever asks; `undefined` where there is none. */
export function filteredIndexes(filters: ListFilters, caller: Caller): readonly string[] | undefined {
  const { homeSite, attention, status, connector, availability } = filters;
  // The first of these leaves least.
  if (filters.owner !== undefined) return ownedIndexes(filters.owner, caller);
  if (homeSite !== undefined) return [connectionIndex.homeSite(homeSite)];
  if (attention === true) return [connectionIndex.attention];
  if (status !== undefined) return status.map(connectionIndex.status);
  if (connector !== undefined) return [connectionIndex.connector(connector)];
  return availability === undefined ? undefined : [connectionIndex.availability(availability)];
}

/** The indexes of everything that one owner has: the caller and their groups, where it is the caller. */
export function ownedIndexes(owner: string, caller: Caller): readonly string[] {
  const objectIds = owner.toLowerCase() === 'me' ? [caller.objectId, ...caller.groupIds] : [owner];
  return objectIds.map(connectionIndex.owner);
}
