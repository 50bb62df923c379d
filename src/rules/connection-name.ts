import type { FieldError } from '../contract/problem';

export const longestConnectionName = 100;

const refusedCharacters = '<>"\'\\/{}[]%$#*^!@~?=,;`';

// Control characters, and the characters that change the direction of the text around them (UAX #9):
// with those a name could be made to read as another one's.
const refusedInvisible = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

// Characters that draw nothing (Unicode's Default_Ignorable_Code_Point, separators, format characters):
// within a word some scripts need them, alone they would make a name that nobody can see.
const drawsNothing = /^[\p{Default_Ignorable_Code_Point}\p{Z}\p{Cf}\u2800]*$/u;

/** The name as it is kept: without white space around it, composed (Unicode NFC). */
export function trimConnectionName(name: string): string {
  return name.trim().normalize('NFC');
}

/**
 * Says what is wrong with a connection's name, or `undefined` when it is a good one: 1 to 100 characters
 * after trimming, counted as people count them (code points), of any script. The refusal names the character.
 */
export function checkConnectionName(name: string): FieldError | undefined {
  const trimmed = trimConnectionName(name);
  const characters = [...trimmed];
  if (characters.length > longestConnectionName) {
    const message = `The name has ${characters.length} characters; at most ${longestConnectionName} are allowed.`;
    return { field: 'name', code: 'too_long', message, limit: longestConnectionName };
  }
  const refused = characters.find(
    (character) => refusedCharacters.includes(character) || isRefusedInvisible(character),
  );
  if (refused === undefined) {
    return drawsNothing.test(trimmed)
      ? { field: 'name', code: 'required', message: 'Give the connection a name.' }
      : undefined;
  }
  const shown = showCharacter(refused);
  return {
    field: 'name',
    code: 'character_refused',
    message: `The name must not contain ${shown}.`,
    refused: shown,
  };
}

function isRefusedInvisible(character: string): boolean {
  // An unpaired surrogate is no character and cannot be stored as UTF-8.
  return refusedInvisible.test(character) || /^[\uD800-\uDFFF]$/.test(character);
}

/** The character itself where it can be seen, else its code point (U+202E). */
function showCharacter(character: string): string {
  if (!isRefusedInvisible(character)) return character;
  const codePoint = character.codePointAt(0) ?? 0;
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
