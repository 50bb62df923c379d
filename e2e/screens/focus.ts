import type { Locator, Page } from 'playwright-core';

/** Presses Tab until something has the focus: nothing else brings it there. */
export async function tabTo(where: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < 40; stop += 1) {
    if (await hasFocus(target)) return;
    await where.keyboard.press(key);
  }
  throw new Error('Tab does not lead there.');
}

/** Whether exactly this element has the focus. */
export async function hasFocus(target: Locator): Promise<boolean> {
  return (
    (await target.count()) > 0 && target.first().evaluate((element) => element === document.activeElement)
  );
}

/** Waits until the focus is on something, or within it. */
export async function focusComesTo(target: Locator): Promise<void> {
  // A dialog is a box without a size around what is seen.
  await target.first().waitFor({ state: 'attached' });
  await target
    .page()
    .waitForFunction(
      (element) => element !== null && element.contains(document.activeElement),
      await target.elementHandle(),
    );
}

/** The stops of Tab that look the same with and without the focus, from the one that has it now. */
export async function unseenStops(page: Page, goesOn: () => Promise<boolean>): Promise<readonly string[]> {
  const unseen: string[] = [];
  for (let stop = 0; stop < 20 && (await goesOn()); stop += 1) {
    const element = (await page.evaluateHandle(() => document.activeElement)).asElement();
    const box = await element?.boundingBox();
    if (!element || !box) break;
    // With what is drawn around it.
    const clip = {
      x: Math.max(box.x - 4, 0),
      y: Math.max(box.y - 4, 0),
      width: box.width + 8,
      height: box.height + 8,
    };
    const focused = await page.screenshot({ clip });
    await page.keyboard.press('Tab');
    const unfocused = await page.screenshot({ clip });
    if (focused.equals(unfocused)) unseen.push(await element.evaluate((seen) => seen.outerHTML));
  }
  return unseen;
}
