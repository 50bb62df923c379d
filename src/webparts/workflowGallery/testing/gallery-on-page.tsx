import * as React from 'react';
import { initializeIcons } from '@fluentui/react/lib/Icons';
import { configure } from '@testing-library/dom';
import { act, configure as configureReact, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Gallery } from '../shell/Gallery';
import type { GalleryEnvironment } from '../shell/gallery-environment';
import { fakeClient } from './fake-client';
import type { Answers } from './fake-client';

// SharePoint's page registers the icons, not the web part.
initializeIcons('', { disableWarnings: true });

// A loaded machine takes longer than a second to draw the whole gallery.
configureReact({ asyncUtilTimeout: 10_000 });

// user-event brings its own copy of the library that testing-library/react prepares for React.
configure({
  asyncWrapper: async (run) => {
    let result: unknown;
    await act(async () => {
      result = await run();
    });
    return result;
  },
  // Its answer says whether a key's own effect was prevented.
  eventWrapper: (run) => {
    let result: unknown;
    act(() => {
      result = run();
    });
    return result;
  },
});

// Fluent 8 reads the old key codes, which browsers still give and user-event does not.
const keyCodes: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  Escape: 27,
  ' ': 32,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Delete: 46,
};

function addKeyCode(event: KeyboardEvent): void {
  Object.defineProperty(event, 'keyCode', { value: keyCodes[event.key] ?? 0 });
}

window.addEventListener('keydown', addKeyCode, true);
window.addEventListener('keyup', addKeyCode, true);

/** Time that passes only when a test says so. */
class TestClock {
  private waiting: { left: number; readonly go: () => void }[] = [];

  public readonly wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const entry = { left: milliseconds, go: resolve };
      this.waiting.push(entry);
      signal.addEventListener('abort', () => {
        this.waiting = this.waiting.filter((other) => other !== entry);
        reject(new Error('No longer waited for.'));
      });
    });

  public async pass(milliseconds: number): Promise<void> {
    await act(async () => {
      for (const entry of this.waiting) entry.left -= milliseconds;
      const due = this.waiting.filter(({ left }) => left <= 0);
      this.waiting = this.waiting.filter(({ left }) => left > 0);
      for (const { go } of due) go();
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
  }
}

const observers = new Set<() => void>();
let width = 1280;

/** jsdom lays nothing out: every element is as wide as the test says, and observers are told of changes. */
class WidthObserver implements ResizeObserver {
  public constructor(private readonly callback: ResizeObserverCallback) {}

  private readonly tell = (): void => this.callback([], this);

  public observe(): void {
    observers.add(this.tell);
    this.tell();
  }

  public unobserve(): void {
    observers.delete(this.tell);
  }

  public disconnect(): void {
    observers.delete(this.tell);
  }
}

/** Rows lie one under the other, which is how arrow keys find the next one; everything else fills the page. */
function rectangle(this: HTMLElement): DOMRect {
  const index = this.closest('[data-list-index]')?.getAttribute('data-list-index');
  return index === null || index === undefined
    ? new DOMRect(0, 0, width, 600)
    : new DOMRect(0, 50 + Number(index) * 50, width, 50);
}

/** Gives jsdom, which lays nothing out, as much of a layout as the screens ask for. */
export function layOut(pixels: number): void {
  width = pixels;
  window.ResizeObserver = WidthObserver;
  window.scrollTo = () => undefined;
  HTMLElement.prototype.getBoundingClientRect = rectangle;
  // Fluent's own way to say so where nothing is laid out.
  Reflect.set(HTMLElement.prototype, 'isVisible', true);
}

export function setWidth(pixels: number): void {
  width = pixels;
  act(() => observers.forEach((tell) => tell()));
}

interface GalleryOnPageOptions {
  readonly answers?: Answers;
  readonly environment?: Partial<GalleryEnvironment>;
  readonly width?: number;
  readonly hash?: string;
}

interface GalleryOnPage {
  readonly user: ReturnType<typeof userEvent.setup>;
  readonly clock: TestClock;
  readonly called: readonly string[];
  /** Addresses of the windows that were opened. */
  readonly opened: readonly string[];
  readonly container: HTMLElement;
}

/** Puts the whole gallery on a page, signed in, with the answers of a test. */
export function galleryOnPage(options: GalleryOnPageOptions = {}): GalleryOnPage {
  layOut(options.width ?? 1280);
  window.location.hash = options.hash ?? '';

  const clock = new TestClock();
  const opened: string[] = [];
  const client = fakeClient(options.answers ?? {});
  let ids = 0;
  const environment: GalleryEnvironment = {
    site: { address: 'https://contoso.example/sites/operations', title: 'Operations' },
    person: { name: 'Olivia Owens' },
    locale: 'en-US',
    readConfiguration: async () => ({
      status: 'configured',
      configuration: { apiOrigin: 'https://connections.example', apiId: 'api', clientId: 'client' },
    }),
    readSiteRole: async () => 'siteOwner',
    startSession: async () => ({
      status: 'started',
      session: { client, tokens: { getToken: async () => 'token', signIn: async () => undefined } },
    }),
    openWindow: (address) => {
      opened.push(address);
      return true;
    },
    wait: clock.wait,
    now: () => new Date('2026-11-21T12:00:00.000Z'),
    newId: () => `id-${++ids}`,
    ...options.environment,
  };
  const { container } = render(<Gallery environment={environment} theme={undefined} />);
  return { user: userEvent.setup(), clock, called: client.called, opened, container };
}
