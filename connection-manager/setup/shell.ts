/** One word of bash that means exactly this text, whatever is in it. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** JSON for a here-document in which `${VARIABLE}` is filled in, and nothing else means anything to bash. */
export function json(value: object): string {
  const text = JSON.stringify(value, undefined, 2);
  if (/[\\`]|\$(?!\{[A-Z0-9_]+\})/.test(text)) throw new Error('This text would mean something to bash.');
  return text;
}
