import { isolateIn } from '../../../src/rules/text-direction';
import { en } from './en';
import type { Texts } from './en';

const languages: Readonly<Record<string, Texts>> = { en };

/** The texts in the first language of `Accept-Language` (RFC 9110 §12.5.4) that the window speaks, else English. */
export function textsFor(acceptLanguage: string | undefined): Texts {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => parsePreference(part))
    .filter((preference) => preference.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const texts = languages[language];
    if (texts !== undefined) return texts;
  }
  return en;
}

/** Puts values into a text's places `{0}`, `{1}`… */
export function fill(text: string, ...values: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (place, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? place : isolateIn(text, value);
  });
}

function parsePreference(part: string): { readonly language: string; readonly quality: number } {
  const [range = '', quality = 'q=1'] = part.trim().split(';');
  const language = range.split('-')[0]?.toLowerCase() ?? '';
  return { language, quality: Number(quality.trim().slice(2)) || 0 };
}
