import { randomBytes } from 'node:crypto';

/**
 * The hosts Microsoft's own documentation shows in SharePoint's enforced policy (SharePoint/sp-dev-docs, "Support
 * for Content Security Policy (CSP) in SharePoint Online"). None of them can be reached or is used here: they stand
 * in the header so that it refuses exactly what the real one refuses.
 */
const microsoftHosts = [
  'https://contentstorage.osi.office.net',
  'https://swx.cdn.skype.com',
  'https://res.delve.office.com',
  'https://lpcres.delve.office.com',
  'https://widget.uservoice.com',
  'https://by2.uservoice.com',
  'https://www.bing.com/api/maps',
  'https://www.bing.com/rms',
  'https://fabriciss.azureedge.net',
  'https://ajax.aspnetcdn.com',
  'https://js.monitor.azure.com',
  'https://r4.res.office365.com',
  'https://public-cdn.sharepointonline.com',
  'https://teams.microsoft.com',
  '*.cdn.office.net',
  '*.fluidpreview.office.net',
  '*.onecdn.static.microsoft',
  'https://webshell.suite.office.com',
  'https://amcdn.msftauth.net',
  'https://res-1.cdn.office.net',
  'https://webshell.suite.officeppe.com',
  'https://res-2.public.onecdn.static.microsoft',
  'https://df.loki.delve.office.com',
  'https://c5-excel-15.cdn.office.net',
  'https://c5-onenote-15.cdn.office.net',
  'https://c5-powerpoint-15.cdn.office.net',
  'https://c5-visio-15.cdn.office.net',
  'https://c5-word-view-15.cdn.office.net',
  'https://res-2.df.onecdn.static.microsoft',
  'https://res-1.df.onecdn.static.microsoft',
  'https://res-3-sdf.cdn.office.net',
  'https://shell.cdn.office.net',
];

/** The policy of one answer. The nonce is never given to a script: no page here has an inline one. */
export function contentSecurityPolicy(): string {
  const nonce = randomBytes(8).toString('hex');
  return `script-src 'unsafe-eval' 'self' ${microsoftHosts.join(' ')} 'nonce-${nonce}';`;
}
