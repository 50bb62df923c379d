/**
 * Another vendor's web part that means harm, on a page that asks for it by `?neighbour=hostile`. It comes before
 * everything else on the page, reads along wherever a script can, and keeps what it saw for a test to look through.
 */
import { canvasId } from './page-names';
import { listenToPerson } from './neighbour/listen-to-person';
import { readMessages } from './neighbour/read-messages';
import { readNetwork } from './neighbour/read-network';
import { readStorage } from './neighbour/read-storage';
import { readValues } from './neighbour/read-values';
import { seen } from './neighbour/seen';
import { lookAround } from './neighbour/look-around';
import { readWindows, windows } from './neighbour/read-windows';

declare global {
  interface Window {
    hostileNeighbour: {
      readonly seen: ReadonlySet<string>;
      /** What window.open gave to whoever called it. */
      readonly windows: readonly Window[];
      /** Looks once more at all that can be reached from the page, and says how much that was. */
      readonly lookAround: () => Promise<number>;
    };
  }
}

readNetwork();
readMessages();
readStorage();
readValues();
readWindows();
listenToPerson();
window.hostileNeighbour = { seen, windows, lookAround };

const canvas = document.getElementById(canvasId);
const part = document.createElement('aside');
part.className = 'page-text quiet';
part.textContent = 'A web part of another vendor';
canvas?.after(part);
