import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';
import { redirectedFrom, seenByDirectory } from './page-names';

const answer = new URLSearchParams(window.location.hash.slice(1));
const origin = isOfRedirect(answer.get('state')) ? window.sessionStorage.getItem(redirectedFrom) : null;

if (origin !== null) goBack(origin);
else broadcastResponseToMainFrame().catch(tellFailure);

function isOfRedirect(state: string | null): boolean {
  try {
    return atob(state ?? '').includes('"interactionType":"redirect"');
  } catch {
    return false;
  }
}

/** The page that left for the directory as a whole waits nowhere: it is loaded again. */
function goBack(address: string): void {
  window.sessionStorage.removeItem(redirectedFrom);
  if (answer.has('code')) window.sessionStorage.setItem(seenByDirectory, 'yes');
  window.location.replace(address);
}

/** Where the bridge could not hand the answer in this page's address to the page that waits for it. */
function tellFailure(reason: unknown): void {
  console.error(reason);
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent =
    'This page takes the answer of a sign-in. No page is waiting for one; close this window.';
  document.body.append(message);
}
