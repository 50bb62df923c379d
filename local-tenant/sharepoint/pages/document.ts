import type { Answer } from '../exchange';
import { localFiles } from '../browser/page-names';
import { contentSecurityPolicy } from './content-security-policy';
import { html, type Markup } from './html';

export interface Appearance {
  readonly theme: 'light' | 'dark';
  readonly direction: 'ltr' | 'rtl';
  readonly locale: string;
}

export interface Document {
  readonly status?: number;
  readonly title: string;
  readonly appearance: Appearance;
  readonly body: Markup;
}

/** How a page looks, which its own address may ask for: `?theme=dark&dir=rtl&locale=de-DE`. */
export function appearanceOf(query: URLSearchParams): Appearance {
  return {
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    direction: query.get('dir') === 'rtl' ? 'rtl' : 'ltr',
    locale: localeIn(query.get('locale')) ?? 'en-US',
  };
}

export function answerDocument({ status = 200, title, appearance, body }: Document): Answer {
  const { text } = html`<!doctype html>
    <html lang="${appearance.locale}" dir="${appearance.direction}" data-theme="${appearance.theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${localFiles}page.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(),
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
    body: text,
  };
}

function localeIn(wish: string | null): string | undefined {
  try {
    return wish ? new Intl.Locale(wish).toString() : undefined;
  } catch {
    return undefined;
  }
}
