/** The pages of a site. All of them are for people who may open it. */
import { canvasId, localFiles, pageContextBlock } from '../browser/page-names';
import { pages } from './addresses';
import { html, jsonBlock, type Markup } from './html';

export interface SitePage {
  readonly title: string;
  readonly content: (site: SitePageContext) => Markup;
}

export interface SitePageContext {
  readonly webTitle: string;
  readonly webPath: string;
  readonly pageContext: Readonly<Record<string, unknown>>;
  /** Whether another vendor's web part that means harm is on the page too: `?neighbour=hostile`. */
  readonly hasHostileNeighbour: boolean;
}

const sitePages: Readonly<Record<string, SitePage>> = {
  [pages.home]: {
    title: 'Home',
    content: ({ webTitle, webPath }) =>
      html`<div class="page-text">
        <h1>${webTitle}</h1>
        <p>The workflows of this site and the connections they use are in the Workflow Gallery.</p>
        <p><a href="${webPath + pages.gallery}">Open the Workflow Gallery</a></p>
      </div>`,
  },
  [pages.gallery]: {
    title: 'Workflow Gallery',
    content: ({ pageContext, hasHostileNeighbour }) =>
      html`<div id="spPageChromeAppDiv"></div>
        <div id="spPropertyPaneContainer"></div>
        <div id="${canvasId}"></div>
        ${jsonBlock(pageContextBlock, pageContext)}
        ${hasHostileNeighbour ? html`<script src="${localFiles}hostile-neighbour.js"></script>` : html``}
        <script src="${localFiles}manifests.js"></script>
        <script src="${localFiles}runtime/sp-application-base/sp-default-assembly_en-us.js"></script>
        <script src="${localFiles}start.js"></script>`,
  },
  [pages.documents]: {
    title: 'Documents',
    content: () =>
      html`<div class="page-text">
        <h1>Documents</h1>
        <p class="quiet">This folder is empty.</p>
      </div>`,
  },
  [pages.siteContents]: {
    title: 'Site contents',
    content: ({ webPath }) =>
      html`<div class="page-text">
        <h1>Site contents</h1>
        <ul class="link-list">
          <li><a href="${encodeURI(webPath + pages.documents)}">Documents</a></li>
          <li><a href="${webPath + pages.gallery}">Workflow Gallery</a></li>
        </ul>
      </div>`,
  },
};

/** Finds a page by its path below the web, in whatever case it is written. */
export function findSitePage(inside: string): { readonly path: string; readonly page: SitePage } | undefined {
  const found = Object.entries(sitePages).find(([path]) => path.toLowerCase() === inside.toLowerCase());
  return found && { path: found[0], page: found[1] };
}
