import type { Texts } from '../loc/en';
import { html } from './html';
import type { Html } from './html';

export interface Page {
  readonly texts: Texts;
  readonly title: string;
  readonly content: Html;
  /** Where the page reports that it is open; absent on pages that end the flow. */
  readonly presenceAddress?: string;
}

/** The whole document of a connect window page. It holds no inline script or style. */
export function renderPage({ texts, title, content, presenceAddress }: Page): string {
  const presence = presenceAddress === undefined ? undefined : html` data-presence="${presenceAddress}"`;
  return html`<!doctype html>
    <html lang="${texts.language}" dir="${texts.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/connect/assets/connect-window.css" />
        <script src="/connect/assets/connect-window.js" defer></script>
      </head>
      <body${presence}>
        <main>${content}</main>
      </body>
    </html>`.text;
}
