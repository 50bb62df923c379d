import type { Texts } from '../loc/en';
import { html } from './html';
import { renderPage } from './layout';

export interface Message {
  readonly texts: Texts;
  readonly title: string;
  readonly sentences: readonly string[];
  /** A way on, where there is one. Always a link: going on is a GET. */
  readonly link?: { readonly text: string; readonly address: string };
}

/** A page that says one thing and, where there is one, offers the way on. */
export function messagePage({ texts, title, sentences, link }: Message): string {
  const paragraphs = sentences.map((sentence) => html`<p>${sentence}</p>`);
  const wayOn =
    link === undefined
      ? undefined
      : html`<p><a class="button primary" href="${link.address}">${link.text}</a></p>`;
  return renderPage({
    texts,
    title,
    content: html`<h1 tabindex="-1" autofocus>${title}</h1>
      ${paragraphs}${wayOn}`,
  });
}
