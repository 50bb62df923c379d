import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/**
 * Keeps what is shown as `<name>.png` among the documents' pictures when `UPDATE_PICTURES=yes`; a run that only tests
 * leaves those as they are, since they show the time of day, and writes beside the build instead.
 */
export async function keepPicture(what: Page | Locator, name: string): Promise<void> {
  const folder = process.env['UPDATE_PICTURES'] === 'yes' ? ['docs', 'images'] : ['.build', 'pictures'];
  const path = join(__dirname, '..', ...folder, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await what.screenshot({ path });
}
