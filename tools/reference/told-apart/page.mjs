// @ts-check
import { made, table } from '../markdown.mjs';
import { places } from './places.mjs';
import { keysAndTexts, sentencesOf } from './texts.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Row} Row */
/** @typedef {import('./texts.mjs').AllTexts} AllTexts */
/** @typedef {import('./texts.mjs').Texts} Texts */

/** @param {AllTexts} texts */
export function toldApartPage(texts) {
  return [
    '# Told apart',
    made,
    'What a person can meet while signing in, at first run, while connecting and in the list: the sentence shown, who can cure it, and the way on. No two failures of one place say the same. What only the moment can fill stands in ‹ ›. The pictures are made by the browser tests, with `UPDATE_PICTURES=yes`.',
    ...places.map((place) => section(place, texts[place.words])),
    refusals(texts.gallery),
  ].join('\n\n');
}

/** @param {Place} place @param {Texts} texts */
function section({ title, about, rows }, texts) {
  const head = ['When', 'What is shown', 'Who can cure it, and the way on', 'Picture'];
  const cells = rows.map((row) => [
    row.when,
    sentencesOf(texts, row).map(plain).join('<br>'),
    row.wayOn,
    picture(row),
  ]);
  return [`## ${title}`, about, table(head, cells)].join('\n\n');
}

/** @param {Row} row */
function picture({ picture: name, noPicture = '', when }) {
  if (name === undefined) return noPicture;
  const file = `../images/told-apart/${name}.png`;
  return `[<img src="${file}" width="320" alt="${when.replaceAll('"', '&quot;').replaceAll('_', '')}">](${file})`;
}

/** What the web part says of the connection manager's refusals, wherever they happen. */
function refusals(/** @type {Texts} */ { messages, problems, because }) {
  const happened = keysAndTexts(asTexts(messages))
    .filter(([key]) => /^not[A-Z]/.test(key))
    .map(([, text]) => `- ${plain(text.replace('{0}', '‹name›'))}`);
  return [
    '## Whatever the connection manager refuses',
    'A bar, in the list, a panel or a dialog: what did not happen, why, and the request’s id for whoever looks it up. _Retry_, or _Sign in_ where that is what is missing.',
    'What did not happen:',
    happened.join('\n'),
    'Why, by the code of the [problem](problems.md); where `because` names a rule that refused, its sentence stands in the place of the code’s:',
    table(['Code', 'Sentence'], codes(problems)),
    table(['`because`', 'Sentence'], codes(because)),
  ].join('\n\n');
}

/** @param {Texts[string] | undefined} group */
function codes(group) {
  return keysAndTexts(asTexts(group)).map(([code, text]) => [`\`${code}\``, plain(text)]);
}

/** @param {Texts[string] | undefined} group @returns {Texts} */
function asTexts(group) {
  if (typeof group !== 'object') throw new Error('A group of texts is missing.');
  return group;
}

/** A text as it is, whatever signs are in it. @param {string} text */
function plain(text) {
  return text.replace(/[\\`*_<>[\]]/g, '\\$&');
}
