import { findConnector } from '../connectors/registry';
import { connectionOrder, foldText } from './connection-order';
import type { ConnectionValue } from './connection-record';

type Searched = Pick<ConnectionValue, 'name' | 'connectorId' | 'account' | 'owners'>;

// Each word is an index entry in two indexes, and a batch takes 100 rows.
const mostWords = 24;
const longestIndexedWord = 64;

/** What stands between words: spaces, punctuation, and what is not seen. Signs such as emoji are words. */
const separators = /[\p{P}\p{Z}\p{Cc}\p{Cf}\p{Sc}\p{Sk}\p{Sm}]+/u;

/** The words of a text, folded as names are ordered. */
export function splitWords(text: string): string[] {
  return foldText(text)
    .split(separators)
    .filter((word) => word !== '');
}

/**
 * The words by which a connection is found: of its name, its connector's title, its account and its owners' names,
 * the first 24 that differ.
 */
export function wordsOf({ name, connectorId, account, owners }: Searched): readonly string[] {
  const title = findConnector(connectorId)?.title ?? connectorId;
  const texts = [name, title, account ?? '', ...owners.map((owner) => owner.name)];
  return [...new Set(texts.flatMap(splitWords))].slice(0, mostWords);
}

/** Whether every word that is searched for begins one of the connection's words. */
export function isFoundBy(searched: readonly string[], connection: Searched): boolean {
  const words = wordsOf(connection);
  return searched.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

/** The beginning of a word as far as indexes know it. */
export function indexedWord(word: string): string {
  let kept = '';
  let bytes = 0;
  for (const character of word) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestIndexedWord) return kept;
    kept += character;
  }
  return kept;
}

/** Where a connection stands in an index of words: at each of its words, there by name. */
export function wordOrders(connection: Searched & Pick<ConnectionValue, 'id'>): string[] {
  const order = connectionOrder(connection);
  return [...new Set(wordsOf(connection).map(indexedWord))].map((word) => `${word}\u0000${order}`);
}
