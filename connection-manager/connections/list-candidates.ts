import { isAdministrator } from '../../src/rules/management';
import type { Store, StoredRecord } from '../store/store';
import { connectionIndex, isTenantWide } from './connection-indexes';
import { compareOrders } from './connection-order';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { indexedWord, splitWords } from './connection-words';
import { filteredIndexes, ownedIndexes, type ListQuestion, type ListReader } from './list-question';
import { mergeIndexes, type OrderedRecord } from './ordered-merge';

export interface ConnectionPage {
  readonly items: readonly StoredConnection[];
  /** Absent on the last page. */
  readonly next?: string;
}

type Candidate = OrderedRecord<ConnectionValue>;

/**
 * Indexes that are read together, in their common order. What is read from them narrows the search and decides
 * nothing: whether it is shown is asked of the rules and of the question.
 */
export interface Stretch {
  readonly indexes: readonly string[];
  readonly startsWith?: string;
  /** A record may stand in a list of stretches several times; this holds for one place of it. */
  readonly isItsPlace: (candidate: Candidate) => boolean;
}

/** Where everything stands that the rules could let the caller see and that the question could mean. */
export function stretchesFor(question: ListQuestion, reader: ListReader): readonly Stretch[] {
  const beginning = longest(splitWords(question.search ?? ''));
  if (beginning !== undefined) return searchStretches(indexedWord(beginning), reader);
  return [{ indexes: indexesFor(question, reader), isItsPlace: () => true }];
}

/** All there is, by name from the end, for a caller who sees all there is. */
export const descendingStretches: readonly Stretch[] = [
  { indexes: [connectionIndex.allDescending], isItsPlace: () => true },
];

function indexesFor(question: ListQuestion, reader: ListReader): readonly string[] {
  const { caller } = reader;
  if (isAdministrator(reader)) return filteredIndexes(question, caller) ?? [connectionIndex.all];
  // Whoever owns it: the filter leaves nothing else.
  if (question.owner !== undefined) return ownedIndexes(question.owner, caller);
  return [...nearIndexes(reader), connectionIndex.reachTenant];
}

/** What is the site's, its collection's, or the caller's own. */
function nearIndexes({ caller, site: { webId, siteId } }: ListReader): string[] {
  return [
    connectionIndex.reachSite(webId),
    connectionIndex.reachSiteCollection(siteId),
    ...ownedIndexes('me', caller),
  ];
}

/**
 * Whoever sees everything reads by the word that was found. For the others it is first what is the site's or their
 * own, by name, which is looked through; then what is tenant-wide, by the word that was found.
 */
function searchStretches(startsWith: string, reader: ListReader): readonly Stretch[] {
  if (isAdministrator(reader)) return [wordStretch(connectionIndex.words, startsWith)];
  const near: Stretch = {
    indexes: nearIndexes(reader),
    isItsPlace: ({ record }) => !isTenantWide(record.value),
  };
  return [near, wordStretch(connectionIndex.wordsOfTenant, startsWith)];
}

/** Each connection at the first of its words that begins so. */
function wordStretch(index: string, startsWith: string): Stretch {
  return {
    indexes: [index],
    startsWith,
    isItsPlace: ({ order, record }) => order === firstPlace(record, index, startsWith),
  };
}

/** As the record itself says, which is what its places were worked out from when it was written. */
function firstPlace(
  { indexes }: StoredRecord<ConnectionValue>,
  name: string,
  startsWith: string,
): string | undefined {
  return indexes
    .filter(({ index, order }) => index === name && order.startsWith(startsWith))
    .map(({ order }) => order)
    .sort(compareOrders)[0];
}

/** The longest word is found least often. */
function longest(words: readonly string[]): string | undefined {
  return words.reduce<string | undefined>(
    (best, word) => (best === undefined || word.length > best.length ? word : best),
    undefined,
  );
}

/** A place in a list of stretches. */
export interface Place {
  readonly stretch: number;
  readonly order: string;
}

export interface CandidateReading {
  readonly store: Pick<Store, 'readIndex'>;
  readonly partition: string;
  readonly stretches: readonly Stretch[];
  /** Exclusive. */
  readonly after: Place | undefined;
  readonly pageSize: number;
}

export interface PlacedCandidate {
  readonly place: Place;
  readonly record: StoredRecord<ConnectionValue>;
  /** Whether this is the place where the record counts. */
  readonly isItsPlace: boolean;
}

/** What stands in the stretches, one after the other. */
export async function* readCandidates({
  store,
  partition,
  stretches,
  after,
  pageSize,
}: CandidateReading): AsyncGenerator<PlacedCandidate, void, void> {
  for (const [stretch, { indexes, startsWith, isItsPlace }] of stretches.entries()) {
    if (after !== undefined && stretch < after.stretch) continue;
    const from = after?.stretch === stretch ? after.order : undefined;
    const reading = { store, partition, indexes, startsWith, after: from, pageSize };
    for await (const candidate of mergeIndexes<ConnectionValue>(reading)) {
      const { order, record } = candidate;
      yield { place: { stretch, order }, record, isItsPlace: isItsPlace(candidate) };
    }
  }
}
