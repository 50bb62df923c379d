// @ts-check
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Row} Row */
/** @typedef {{ readonly [key: string]: string | Texts }} Texts */
/** @typedef {Readonly<Record<Place['words'], Texts>>} AllTexts */

/**
 * The texts of the web part, out of the file that ships.
 *
 * @param {string} file
 * @returns {Texts}
 */
export function readGalleryTexts(file) {
  /** @type {Texts} */
  let texts = {};
  /** @param {unknown} _dependencies @param {() => Texts} factory */
  function define(_dependencies, factory) {
    texts = factory();
  }
  runInNewContext(readFileSync(file, 'utf8'), { define }, { filename: file });
  return texts;
}

/**
 * Every text with its key, such as `connect.failures.other`.
 *
 * @param {Texts} texts
 * @param {string} [before]
 * @returns {(readonly [string, string])[]}
 */
export function keysAndTexts(texts, before = '') {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [/** @type {const} */ ([before + name, value])]
      : keysAndTexts(value, `${before}${name}.`),
  );
}

/**
 * @param {Texts} texts
 * @param {string} key
 */
export function textAt(texts, key) {
  /** @type {string | Texts | undefined} */
  let found = texts;
  for (const name of key.split('.')) found = typeof found === 'object' ? found[name] : undefined;
  if (typeof found !== 'string') throw new Error(`There is no text ${key}.`);
  return found;
}

/**
 * What a row shows, text by text; a place that only the moment can fill holds what it is, in ‹ ›.
 *
 * @param {Texts} texts
 * @param {Row} row
 */
export function sentencesOf(texts, row) {
  return row.texts.map((text) => {
    const [key, ...fillings] = typeof text === 'string' ? [text] : text;
    return textAt(texts, key).replace(/\{(\d)\}/g, (_place, number) => {
      const filling = fillings[Number(number)];
      if (filling === undefined) throw new Error(`Nothing fills {${number}} of ${key}.`);
      return typeof filling === 'string' ? `‹${filling}›` : textAt(texts, filling.key);
    });
  });
}

/**
 * The keys of every text that a row shows, those within another text too.
 *
 * @param {Row} row
 */
export function keysOf(row) {
  return row.texts.flatMap((text) =>
    typeof text === 'string'
      ? [text]
      : text.flatMap((part, index) => (typeof part !== 'string' ? [part.key] : index === 0 ? [part] : [])),
  );
}
