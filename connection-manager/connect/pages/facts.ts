import { html } from './html';
import type { Html } from './html';

/** A list of what a page is about: terms and values. */
export function facts(rows: readonly (readonly [term: string, value: string])[]): Html {
  return html`<dl>
    ${rows.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd dir="auto">${value}</dd>
        </div>`,
    )}
  </dl>`;
}
