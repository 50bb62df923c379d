/** What stands around the content of every SharePoint page: suite bar, site header, left navigation. */
import type { Person } from '../../world/world';
import type { SharePointHost } from '../host';
import type { Place } from '../sites';
import { pages, signOutPage, startPage } from './addresses';
import { html, type Markup } from './html';

const navigation = [
  ['Home', pages.home],
  ['Workflow Gallery', pages.gallery],
  ['Documents', pages.documents],
  ['Site contents', pages.siteContents],
] as const;

export function suiteBar(host: SharePointHost, person: Person | undefined): Markup {
  return html`<header class="suite-bar" aria-label="Suite bar">
    <a class="suite-name" href="${startPage}">SharePoint</a>
    <span class="suite-tenant">${host.tenant.displayName}</span>
    ${person ? account(person) : html``}
  </header>`;
}

export interface SiteFrame {
  readonly host: SharePointHost;
  readonly place: Place;
  readonly person: Person;
  /** Path of the page below its web. */
  readonly page: string;
  readonly content: Markup;
}

export function siteFrame({ host, place, person, page, content }: SiteFrame): Markup {
  const { web } = place;
  return html`${suiteBar(host, person)}
    <div class="site-header">
      <a class="site-logo" href="${web.path + pages.home}" aria-hidden="true" tabindex="-1"
        >${web.title.slice(0, 1)}</a
      >
      <a class="site-title" href="${web.path + pages.home}">${web.title}</a>
    </div>
    <div class="site-body">
      <nav class="site-navigation" aria-label="Site">
        <ul>
          ${navigation.map(([name, path]) => link({ name, path, isCurrent: path === page, place }))}
        </ul>
      </nav>
      <main class="site-content">${content}</main>
    </div>`;
}

function link(entry: { name: string; path: string; isCurrent: boolean; place: Place }): Markup {
  const current = entry.isCurrent ? html`aria-current="page"` : html``;
  return html`<li>
    <a href="${encodeURI(entry.place.web.path + entry.path)}" ${current}>${entry.name}</a>
  </li>`;
}

function account(person: Person): Markup {
  const initials = person.displayName
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
  return html`<div class="suite-account">
    <span class="suite-initials" aria-hidden="true">${initials}</span>
    <span title="${person.userPrincipalName}">${person.displayName}</span>
    <a href="${signOutPage}">Sign out</a>
  </div>`;
}
