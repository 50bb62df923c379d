import type { Page } from 'playwright-core';

/** What WCAG 1.4.12 lets a person set: nothing may be lost by it. */
const spacedText = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;

/** Does something while the text of the page stands as far apart as WCAG 1.4.12 asks to bear. */
export async function withSpacedText(page: Page, act: () => Promise<void>): Promise<void> {
  // As a browser's extension would: the connect window's policy refuses style elements.
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, spacedText);
  try {
    await act();
  } finally {
    await page.evaluate(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
    });
  }
}

/** What does not have the room it needs: a page that scrolls sideways, texts and controls cut off or out of sight. */
export async function lackOfRoomOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(findLackOfRoom);
}

/** Runs in the page, so everything it needs is within. */
function findLackOfRoom(): readonly string[] {
  const found: string[] = [];
  // Around the web part stands SharePoint; panels, menus and dialogs hang at the end of the page.
  for (const region of document.querySelectorAll('main, .ms-Layer')) {
    for (const control of region.querySelectorAll('button, input, a'))
      report(control, control.getAttribute('aria-label') ?? control.outerHTML.slice(0, 80), control);
    const texts = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const place = document.createRange();
      place.selectNodeContents(text);
      if (text.parentElement !== null) report(text.parentElement, text.textContent ?? '', place);
    }
  }
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} wide in a window of ${innerWidth}`);
  return [...new Set(found)];

  function report(element: Element, what: string, place: Element | Range): void {
    if (what.trim() === '' || !isForEyes(element)) return;
    const why = obstacle(element, place.getBoundingClientRect());
    if (why !== undefined) found.push(`"${what}" ${why}`);
  }

  /** Whether it is drawn at all: texts for screen readers stand in a box of one pixel. */
  function isForEyes(element: Element): boolean {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    const around = ancestorsOf(element);
    return around.every((box) => box.clientWidth !== 1 || getComputedStyle(box).overflow !== 'hidden');
  }

  /** What keeps a place from being seen: the edge of something around it, or of the window. */
  function obstacle(element: Element, place: DOMRect): string | undefined {
    for (const around of ancestorsOf(element)) {
      // Code is scrolled, not broken.
      if (around.tagName === 'PRE') return undefined;
      if (cuts(around, place)) return `is cut off by ${around.tagName} ${around.className}`;
      // What lies beneath can be scrolled to.
      if (['auto', 'scroll'].includes(getComputedStyle(around).overflowY)) break;
    }
    return place.left < -1 || place.right > innerWidth + 1 ? 'is beyond the edge of the window' : undefined;
  }

  function cuts(around: Element, place: DOMRect): boolean {
    const { overflowX, overflowY } = getComputedStyle(around);
    const edge = around.getBoundingClientRect();
    const isWider = place.left < edge.left - 1.5 || place.right > edge.right + 1.5;
    const isHigher = place.top < edge.top - 1.5 || place.bottom > edge.bottom + 1.5;
    return (overflowX !== 'visible' && isWider) || (['hidden', 'clip'].includes(overflowY) && isHigher);
  }

  function ancestorsOf(element: Element): readonly Element[] {
    const { parentElement } = element;
    return element === document.body || parentElement === null
      ? []
      : [element, ...ancestorsOf(parentElement)];
  }
}
