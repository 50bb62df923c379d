// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Prepares the empty profile of a Chromium. Debian's build blocks third-party cookies unless its preferences
 * say otherwise; Chrome and Edge allow them, and with them a sign-in can be silent.
 *
 * @param {string} profile an empty folder
 * @param {'allowed' | 'blocked'} thirdPartyCookies
 */
export function writeBrowserProfile(profile, thirdPartyCookies) {
  const preferences = { profile: { cookie_controls_mode: thirdPartyCookies === 'allowed' ? 0 : 1 } };
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}
