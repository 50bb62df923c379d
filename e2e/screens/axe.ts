import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Everything WCAG 2.2 AA asks that a machine can see, and what axe recommends besides. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe finds on a page, as lines to read: rule, what breaks it, and what to do. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  // The other way opens a page of its own to put results together, which takes the focus from this one.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  builder.options({ resultTypes: ['violations'], iframes: false }).withTags(tags);
  // Around the web part stands SharePoint; panels, menus and dialogs hang at the end of the page.
  for (const region of ['main.site-content', '.ms-Layer'])
    if ((await page.locator(region).count()) > 0) builder.include(region);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const cure = failureSummary.replace(/\s+/g, ' ');
      return `${id} at ${target.join(' ')}: ${help}. ${cure}`;
    }),
  );
}

/** Waits until nothing slides or fades any more: half shown, everything lacks contrast. Spinners go on. */
export async function motionEnds(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(async (animation) => animation.finished));
  });
}
