import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Person, Tenant } from '../world/world';

const style = `
  body { margin: 0; font: 16px/1.5 'Segoe UI', 'Open Sans', system-ui, sans-serif; background: #f2f2f2; color: #1b1b1b; }
  main { max-width: 27rem; margin: 6vh auto; padding: 2.5rem; background: #fff; box-shadow: 0 2px 6px rgb(0 0 0 / 20%); }
  p { margin: 0 0 1rem; }
  h1 { margin: 0 0 1rem; font-size: 1.5rem; font-weight: 600; }
  ul { list-style: none; margin: 0 0 1rem; padding: 0; }
  button { font: inherit; cursor: pointer; }
  li button { display: block; width: 100%; padding: .6rem .75rem; border: 0; background: #fff; color: inherit; text-align: left; }
  li button:hover { background: #e6e6e6; }
  button:focus-visible { outline: 2px solid #0067b8; outline-offset: 2px; }
  .name { display: block; font-weight: 600; }
  .detail { display: block; font-size: .875rem; color: #595959; overflow-wrap: anywhere; }
  .cancel { padding: .4rem 1.5rem; border: 1px solid #8c8c8c; background: #fff; color: inherit; }
`;
const styleDigest = createHash('sha256').update(style).digest('base64');

interface SignInPage {
  readonly tenant: Tenant;
  /** The hinted person, when there is one, stands first. */
  readonly people: readonly Person[];
  readonly applicationName: string;
  readonly returnOrigin: string;
}

/** Answers with the page on which one picks whom to sign in as. */
export function answerSignInPage(response: ServerResponse, page: SignInPage): void {
  const { tenant, people, applicationName, returnOrigin } = page;
  const choices = people.map(
    ({
      objectId,
      displayName,
      userPrincipalName,
      about,
    }) => `<li><button name="person" value="${escape(objectId)}">
        <span class="name">${escape(displayName)}</span>
        <span class="detail">${escape(userPrincipalName)}</span>
        <span class="detail">${escape(about)}</span></button></li>`,
  );
  answerPage(response, {
    status: 200,
    title: `Sign in to ${tenant.displayName}`,
    // Chromium holds the redirects after a form to form-action as well.
    formTargets: `'self' ${returnOrigin}`,
    body: `<h1>Pick an account</h1>
      <p>${escape(tenant.displayName)} – to continue to ${escape(applicationName)}</p>
      <form method="post"><ul>${choices.join('')}</ul>
      <button class="cancel" name="cancel" value="yes">Cancel</button></form>`,
  });
}

/** Answers with a page that only says something. */
export function answerMessagePage(response: ServerResponse, status: number, message: string): void {
  answerPage(response, {
    status,
    title: 'Sign in',
    formTargets: "'none'",
    body: `<h1>${status < 400 ? 'Done' : 'Sorry, but we are having trouble signing you in'}</h1><p>${escape(message)}</p>`,
  });
}

interface Page {
  readonly status: number;
  readonly title: string;
  readonly formTargets: string;
  readonly body: string;
}

function answerPage(response: ServerResponse, { status, title, formTargets, body }: Page): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleDigest}'; form-action ${formTargets}; frame-ancestors 'none'; base-uri 'none'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  response.end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${style}</style></head>
<body><main>${body}</main></body></html>`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
