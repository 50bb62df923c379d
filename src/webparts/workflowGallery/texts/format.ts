import { isolateIn } from '../../../rules/text-direction';

/** Puts values into a text's places `{0}`, `{1}`… A place without a value stays as it is. */
export function format(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (place, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? place : isolateIn(text, String(value));
  });
}
