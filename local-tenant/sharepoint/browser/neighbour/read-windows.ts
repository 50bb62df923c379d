import { see, wrap } from './seen';

/** What window.open gave to whoever called it. */
export const windows: Window[] = [];

/** Keeps every window and frame that is opened, and reads them for as long as they are of this origin. */
export function readWindows(): void {
  wrap(window, 'open', ({ values, result }) => {
    see('a window', values.map(String));
    if (!isWindow(result)) return;
    windows.push(result);
    watch(result);
  });
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof HTMLIFrameElement) watchFrame(node);
    }
  }).observe(document, { childList: true, subtree: true });
}

function watchFrame(frame: HTMLIFrameElement): void {
  see('a frame', frame.src);
  if (frame.contentWindow !== null) watch(frame.contentWindow);
}

/** Looks at the address again and again: the moment in which a code stands in it is short. */
function watch(opened: Window): void {
  const timer = setInterval(() => {
    try {
      see('the address of a window', opened.location.href);
      see('the text of a window', opened.document.documentElement.outerHTML);
    } catch {
      // Another origin: nothing to read there.
    }
    if (opened.closed) clearInterval(timer);
  }, 20);
}

function isWindow(value: unknown): value is Window {
  return typeof value === 'object' && value !== null;
}
