import type { ConnectionValue } from './connection-record';

/** Text as people look for it: without regard to case and Latin accents. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFC');
}

// An order has at most 512 bytes in the store: a word of the name and the id need their part too.
const longestFoldedName = 100;

function foldedName(name: string): string {
  return Array.from(foldText(name)).slice(0, longestFoldedName).join('');
}

/**
 * Where a connection stands in an index that is ordered by name: by the folded name, then by id. It is the same in
 * every such index, so that indexes can be merged, and one place in the order says where to go on in all of them.
 */
export function connectionOrder({ id, name }: Pick<ConnectionValue, 'id' | 'name'>): string {
  return `${foldedName(name)}\u0000${id}`;
}

/**
 * Where a connection stands in an index that is ordered by name from the end: indexes are only read forwards, so
 * each character is replaced by the one as far from the last as it is from the first. Equal names stay in the
 * order of their ids.
 */
export function descendingOrder({ id, name }: Pick<ConnectionValue, 'id' | 'name'>): string {
  return `${Array.from(`${foldedName(name)}\u0000`, mirrored).join('')}${id}`;
}

const firstSurrogate = 0xd800;
const surrogates = 0x800;
const lastRank = 0x10ffff - surrogates;

function mirrored(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const rank = lastRank - (point < firstSurrogate ? point : point - surrogates);
  return String.fromCodePoint(rank < firstSurrogate ? rank : rank + surrogates);
}

/** The order of the store: by UTF-8 bytes. JavaScript's `<` compares UTF-16 units and disagrees beyond U+FFFF. */
export function compareOrders(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
