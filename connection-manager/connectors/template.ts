export interface Placeholder {
  readonly setting: string;
  /** The whole value, or only the host (with its port) of an address. */
  readonly part: 'value' | 'host';
}

const placeholder = /\{([A-Za-z][A-Za-z0-9]*)(\.host)?\}/g;

/** Whether there is a brace that belongs to no placeholder. */
export function hasLooseBrace(template: string): boolean {
  return /[{}]/.test(template.replace(placeholder, ''));
}

/** The placeholders of a template, in their order. */
export function placeholdersOf(template: string): Placeholder[] {
  return [...template.matchAll(placeholder)].map(([, setting = '', host]) => {
    return { setting, part: host === undefined ? 'value' : 'host' };
  });
}

/** The setting of a template that is one placeholder and nothing else, or `undefined`. */
export function solePlaceholder(template: string): string | undefined {
  return /^\{([A-Za-z][A-Za-z0-9]*)\}$/.exec(template)?.[1];
}

/** The template with every placeholder replaced, once: what a value contains is never read as a placeholder. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(placeholder, (_, setting: string, host: string | undefined) => {
    const value = Object.hasOwn(values, setting) ? values[setting] : undefined;
    if (value === undefined) throw new TypeError(`The setting ${setting} has no value.`);
    return host === undefined ? value : new URL(value).host;
  });
}
