import { fill } from '../loc/texts';
import type { Texts } from '../loc/en';
import { facts } from './facts';
import { html } from './html';
import type { Html } from './html';
import { renderPage } from './layout';

export interface CredentialPage {
  readonly texts: Texts;
  readonly flowAddress: string;
  readonly csrf: string;
  /** The connection's etag that these facts were read with: the form is refused when they change. */
  readonly etag: string;
  readonly connectionName: string;
  readonly connectorTitle: string;
  readonly personName: string;
  readonly tenantName: string;
  readonly host: string;
  readonly whoCanUse: string;
  /** What asks for the credential: heading, explanation and fields. */
  readonly fields: Html;
  /** What is wrong, in sentences; empty before anything was sent. */
  readonly problems: readonly string[];
}

/** The page that asks for a credential: what it is for first, then the form. */
export function credentialPage(page: CredentialPage): string {
  const { texts } = page;
  const title = fill(texts.windowTitle, page.connectionName);
  return renderPage({
    texts,
    title,
    presenceAddress: `${page.flowAddress}/presence`,
    content: html`<h1>${title}</h1>
      ${facts(rowsOf(page))}${errorSummary(page)}${form(page)}`,
  });
}

function rowsOf(page: CredentialPage): readonly (readonly [string, string])[] {
  const { texts } = page;
  return [
    [texts.signedInAs, page.personName],
    [texts.tenantLabel, page.tenantName],
    [texts.connectionLabel, page.connectionName],
    [texts.connectorLabel, page.connectorTitle],
    [texts.whoCanUse, page.whoCanUse],
    [texts.goesTo, page.host],
  ];
}

function errorSummary({ texts, problems }: CredentialPage): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<div class="problem" role="alert">
    <h2>${texts.errorSummary}</h2>
    ${problems.map((sentence) => html`<p>${sentence}</p>`)}
  </div>`;
}

function form({ texts, flowAddress, csrf, etag, fields }: CredentialPage): Html {
  return html`<form method="post" action="${flowAddress}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="etag" value="${etag}" />
    ${fields}
    <p class="buttons">
      <button type="submit" name="action" value="connect" class="button primary">${texts.connect}</button>
      <button type="submit" name="action" value="cancel" class="button" formnovalidate>
        ${texts.cancel}
      </button>
    </p>
  </form>`;
}
