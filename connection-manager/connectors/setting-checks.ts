import type { SettingsSchema } from '../../src/contract/connector';

/** Whether every connection has a value for the setting. */
export function hasValue({ properties, required }: SettingsSchema, setting: string): boolean {
  return required.includes(setting) || properties[setting]?.default !== undefined;
}

/** Whether the setting has a form of its own, from the first character to the last (S33). */
export function hasStrictPattern({ properties }: SettingsSchema, setting: string): boolean {
  const pattern = Object.hasOwn(properties, setting) ? properties[setting]?.pattern : undefined;
  // An alternative would have ends of its own.
  return pattern !== undefined && pattern.startsWith('^') && pattern.endsWith('$') && !pattern.includes('|');
}
