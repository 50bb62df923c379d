// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Chromium's `CONTENT_SETTING_BLOCK`. */
const blocked = 2;

/**
 * Prepares the empty profile of a Chromium. Debian's build blocks third-party cookies unless its preferences
 * say otherwise; Chrome and Edge allow them, and with them a sign-in can be silent.
 *
 * @param {string} profile an empty folder
 * @param {'allowed' | 'blocked'} thirdPartyCookies
 * @param {string} [hostWithoutCookies] a host that may set no cookies at all
 */
export function writeBrowserProfile(profile, thirdPartyCookies, hostWithoutCookies) {
  const cookies =
    hostWithoutCookies === undefined ? {} : { [`${hostWithoutCookies},*`]: { setting: blocked } };
  const preferences = {
    profile: {
      cookie_controls_mode: thirdPartyCookies === 'allowed' ? 0 : 1,
      content_settings: { exceptions: { cookies } },
    },
  };
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}
