/** Where the local SharePoint's pages and files are. The names of pages are SharePoint's own. */
export const pages = {
  home: '/SitePages/Home.aspx',
  gallery: '/SitePages/WorkflowGallery.aspx',
  documents: '/Shared Documents/Forms/AllItems.aspx',
  siteContents: '/_layouts/15/viewlsts.aspx',
} as const;

export const startPage = '/_layouts/15/sharepoint.aspx';
export const signOutPage = '/_layouts/15/SignOut.aspx';
export const signInPage = '/_layouts/15/Authenticate.aspx';
export const signedInPage = '/_forms/default.aspx';
/** The redirect page of msal-browser, which waits for the answer in another window of this origin. */
export const singleSignOnPage = '/_forms/spfxsinglesignon.aspx';
