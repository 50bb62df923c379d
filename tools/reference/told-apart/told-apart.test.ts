import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../../connection-manager/connect/loc/en';
import { galleryExceptions, windowExceptions } from './exceptions.mjs';
import { toldApartPage } from './page.mjs';
import { places } from './places.mjs';
import { keysAndTexts, keysOf, readGalleryTexts, sentencesOf } from './texts.mjs';

const root = join(__dirname, '../../..');
const texts = {
  gallery: readGalleryTexts(join(root, 'src/webparts/workflowGallery/loc/en-us.js')),
  window: { ...en },
};
const pictures = join(root, 'docs/images/told-apart');

/** What says that something failed: whatever is a sentence or a title among the texts where failures are told. */
const failureKeys = {
  gallery: keysAndTexts(texts.gallery)
    .filter(([key]) => /^(signIn\.problems|setup|connect)\.|^firstRun\.\w+\.title$/.test(key))
    .filter(([key, text]) => !key.startsWith('connect.') || isSentence(text))
    .map(([key]) => key),
  window: keysAndTexts(texts.window)
    .filter(([key, text]) => /Title$|^errorSummary$/.test(key) || isSentence(text))
    .map(([key]) => key),
};

function isSentence(text: string): boolean {
  return /[.:]$/.test(text);
}

function shownKeys(words: 'gallery' | 'window'): string[] {
  return places
    .filter((place) => place.words === words)
    .flatMap(({ rows }) => rows.flatMap((row) => keysOf(row)));
}

const rows = places.flatMap((place) =>
  place.rows.map((row) => ({ place: place.title, words: place.words, row })),
);
const named = rows.flatMap(({ row }) => row.picture ?? []);

describe('the failures that are told apart', () => {
  it.each(places)('say something else each: $title', ({ words, rows: ofPlace }) => {
    const said = ofPlace.map((row) => sentencesOf(texts[words], row).join(' '));
    expect(said.filter((sentence, index) => said.indexOf(sentence) !== index)).toEqual([]);
  });

  it('are all there, but for those that have a reason', () => {
    const known = {
      gallery: new Set([...shownKeys('gallery'), ...Object.keys(galleryExceptions)]),
      window: new Set([...shownKeys('window'), ...Object.keys(windowExceptions)]),
    };
    expect(failureKeys.gallery.filter((key) => !known.gallery.has(key))).toEqual([]);
    expect(failureKeys.window.filter((key) => !known.window.has(key))).toEqual([]);
  });

  it('have no exception that is none', () => {
    const shown = new Set([...shownKeys('gallery'), ...shownKeys('window')]);
    const failures = new Set([...failureKeys.gallery, ...failureKeys.window]);
    const exceptions = Object.keys({ ...galleryExceptions, ...windowExceptions });
    expect(exceptions.filter((key) => shown.has(key) || !failures.has(key))).toEqual([]);
  });

  it('have a picture, or the reason why there is none', () => {
    const without = rows.filter(({ row }) => (row.picture === undefined) === (row.noPicture === undefined));
    expect(without).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it('have every picture that they name, and there is none that nobody names', () => {
    expect(existsSync(pictures)).toBe(true);
    const there = readdirSync(pictures).map((file) => file.replace(/\.png$/, ''));
    expect(there.sort()).toEqual([...named].sort());
  });
});

describe(toldApartPage.name, () => {
  it('shows each sentence as it ships, with what only the moment can fill in ‹ ›', () => {
    const page = toldApartPage(texts);
    expect(page).toContain('Your browser blocked the sign-in window.');
    expect(page).toContain('You signed in as ‹account›, but SharePoint knows you as somebody else.');
    expect(page).toContain('Last attempt: The system refused the username and password.');
    expect(page).toContain('You are signed in as ‹who is signed in›, but ‹who began› began to connect.');
    expect(page).not.toMatch(/\{\d\}/);
  });
});

describe(sentencesOf.name, () => {
  it('refuses a key that is not there, and a place that nothing fills', () => {
    const row = { when: '', wayOn: '', noPicture: '' };
    expect(() => sentencesOf(texts.window, { ...row, texts: ['gone'] })).toThrow('There is no text gone.');
    expect(() => sentencesOf(texts.window, { ...row, texts: ['tooMany'] })).toThrow(
      'Nothing fills {0} of tooMany.',
    );
  });
});
