import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

/** Hands the directory's answer, which is in this page's address, to the page that is waiting for it. */
broadcastResponseToMainFrame().catch((reason: unknown) => {
  console.error(reason);
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent =
    'This page takes the answer of a sign-in. No page is waiting for one; close this window.';
  document.body.append(message);
});
