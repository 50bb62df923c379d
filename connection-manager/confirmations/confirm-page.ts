import type { Texts } from '../connect/loc/en';
import { facts } from '../connect/pages/facts';
import { html } from '../connect/pages/html';
import { renderPage } from '../connect/pages/layout';

export interface ConfirmPage {
  readonly texts: Texts;
  readonly title: string;
  /** Path of this page, which takes the form too. */
  readonly path: string;
  readonly csrf: string;
  readonly facts: readonly (readonly [term: string, value: string])[];
  /** What will happen, one sentence each. */
  readonly sentences: readonly string[];
}

/**
 * The page that asks whether a change is really wished for. Neither button has the focus: a key or a click that was
 * meant for the page before confirms nothing.
 */
export function confirmPage({ texts, title, path, csrf, facts: rows, sentences }: ConfirmPage): string {
  return renderPage({
    texts,
    title,
    content: html`<h1 tabindex="-1" autofocus>${title}</h1>
      ${facts(rows)}
      <h2>${texts.confirmHeading}</h2>
      <ul>
        ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
      <p>${texts.confirmIntro}</p>
      <form method="post" action="${path}">
        <input type="hidden" name="csrf" value="${csrf}" />
        <p class="buttons">
          <button type="submit" name="action" value="refuse" class="button">${texts.refuse}</button>
          <button type="submit" name="action" value="confirm" class="button primary">${texts.confirm}</button>
        </p>
      </form>`,
  });
}
