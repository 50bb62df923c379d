/** Pages that belong to no site. */
import type { Person } from '../../world/world';
import { localFiles } from '../browser/page-names';
import type { Answer } from '../exchange';
import type { SharePointHost } from '../host';
import { bitsOfPerson } from '../permission-bits';
import { placesOf } from '../sites';
import { pages, signInPage, signOutPage, startPage } from './addresses';
import { suiteBar } from './chrome';
import { answerDocument, type Appearance } from './document';
import { html, type Markup } from './html';

interface TenantPage {
  readonly host: SharePointHost;
  readonly appearance: Appearance;
  readonly person?: Person | undefined;
}

/** The sites that this person may open. */
export function answerStartPage({
  host,
  appearance,
  person,
}: TenantPage & { readonly person: Person }): Answer {
  const places = placesOf(host.tenant).filter((place) => bitsOfPerson(person, place));
  const content = html`<h1>Sites</h1>
    ${places.length === 0 ? html`<p>No site has been shared with you.</p>` : html``}
    <ul class="link-list">
      ${places.map(({ web }) => html`<li><a href="${web.path + pages.home}">${web.title}</a></li>`)}
    </ul>`;
  return textPage({ host, appearance, person, title: 'SharePoint', content });
}

export function answerAccessDenied({ host, appearance, person }: TenantPage): Answer {
  const content = html`<h1>You need permission to access this site.</h1>
    <p>You are signed in as ${person?.userPrincipalName ?? 'nobody'}. Ask an owner of the site for access.</p>
    <p><a href="${startPage}">Go to your sites</a></p>`;
  return textPage({ host, appearance, person, status: 403, title: 'Access required', content });
}

export function answerNotFound({ host, appearance, person }: TenantPage): Answer {
  const content = html`<h1>404 FILE NOT FOUND</h1>
    <p><a href="${startPage}">Go to your sites</a></p>`;
  return textPage({ host, appearance, person, status: 404, title: 'Not found', content });
}

export function answerSignedOut({ host, appearance }: TenantPage, cookie: string): Answer {
  const content = html`<h1>You signed out of your account</h1>
    <p>It is a good idea to close all browser windows.</p>
    <p><a href="${signInPage}?prompt=login">Sign in</a></p>`;
  const answer = textPage({ host, appearance, title: 'Signed out', content });
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [cookie] } };
}

export function answerSignInRefused({ host, appearance }: TenantPage, because: string): Answer {
  const content = html`<h1>You could not be signed in</h1>
    <p>${because}</p>
    <p><a href="${signInPage}?prompt=login">Sign in again</a> or <a href="${signOutPage}">sign out</a>.</p>`;
  return textPage({ host, appearance, status: 400, title: 'Sign-in', content });
}

/** Where msal-browser's windows and frames end: it reads the answer out of its own address. */
export function answerSingleSignOn(appearance: Appearance): Answer {
  return answerDocument({
    title: 'Signing in',
    appearance,
    body: html`<script src="${localFiles}single-sign-on.js"></script>`,
  });
}

function textPage(page: TenantPage & { title: string; content: Markup; status?: number }): Answer {
  const { host, appearance, person, title, content, status = 200 } = page;
  const body = html`${suiteBar(host, person)}
    <main class="page-text">${content}</main>`;
  return answerDocument({ status, title, appearance, body });
}
