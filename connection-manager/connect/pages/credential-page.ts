import { fill } from '../loc/texts';
import type { Texts } from '../loc/en';
import { html } from './html';
import type { Html } from './html';
import { renderPage } from './layout';

/** What is wrong with what was entered. `attempt`: it was well-formed and did not work. */
export interface EntryErrors {
  readonly attempt?: string;
  readonly username?: string;
  readonly password?: string;
}

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
  readonly username: string;
  readonly errors: EntryErrors;
}

/** The page that asks for a username and a password. A password is never put back into it. */
export function credentialPage(page: CredentialPage): string {
  const { texts } = page;
  const title = fill(texts.windowTitle, page.connectionName);
  return renderPage({
    texts,
    title,
    presenceAddress: `${page.flowAddress}/presence`,
    content: html`<h1>${title}</h1>
      ${facts(page)}${errorSummary(page)}${form(page)}`,
  });
}

function facts(page: CredentialPage): Html {
  const { texts } = page;
  const rows: readonly (readonly [string, string])[] = [
    [texts.signedInAs, page.personName],
    [texts.tenantLabel, page.tenantName],
    [texts.connectionLabel, page.connectionName],
    [texts.connectorLabel, page.connectorTitle],
    [texts.whoCanUse, page.whoCanUse],
    [texts.goesTo, page.host],
  ];
  return html`<dl>
    ${rows.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function errorSummary({ texts, errors }: CredentialPage): Html | undefined {
  const sentences = [errors.attempt, errors.username, errors.password].filter((text) => text !== undefined);
  if (sentences.length === 0) return undefined;
  return html`<div class="problem" role="alert">
    <h2>${texts.errorSummary}</h2>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
  </div>`;
}

function form(page: CredentialPage): Html {
  const { texts, errors } = page;
  const startAtPassword = page.username !== '' && errors.username === undefined;
  return html`<form method="post" action="${page.flowAddress}">
    <h2>${texts.credentialHeading}</h2>
    <p id="explained">${fill(texts.credentialExplained, page.host)}</p>
    <input type="hidden" name="csrf" value="${page.csrf}" />
    <input type="hidden" name="etag" value="${page.etag}" />
    <label for="username">${texts.usernameLabel}</label>
    <input
      id="username"
      name="username"
      type="text"
      value="${page.username}"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      required
      ${field('username', errors.username)}
      ${startAtPassword ? undefined : html`autofocus`}
    />
    ${fieldError('username', errors.username)}
    <label for="password">${texts.passwordLabel}</label>
    <input
      id="password"
      name="password"
      type="password"
      autocomplete="off"
      required
      ${field('password', errors.password)}
      ${startAtPassword ? html`autofocus` : undefined}
    />
    ${fieldError('password', errors.password)}
    <label class="choice" hidden><input type="checkbox" id="show-password" /> ${texts.showPassword}</label>
    <p class="buttons">
      <button type="submit" name="action" value="connect" class="button primary">${texts.connect}</button>
      <button type="submit" name="action" value="cancel" class="button" formnovalidate>
        ${texts.cancel}
      </button>
    </p>
  </form>`;
}

function field(id: string, error: string | undefined): Html | undefined {
  return error === undefined ? undefined : html`aria-invalid="true" aria-describedby="${id}-error"`;
}

function fieldError(id: string, error: string | undefined): Html | undefined {
  return error === undefined ? undefined : html`<p class="field-error" id="${id}-error">${error}</p>`;
}
