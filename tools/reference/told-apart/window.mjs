// @ts-check

/** @typedef {import('./places.mjs').Place} Place */

const sameForm = 'The same form as above with another sentence.';
const samePage = 'A page of the same form as above.';

/** @type {Place} */
export const connectWindow = {
  title: 'In the connect window',
  about: 'Pages of the connection manager’s own origin. None of them keeps what was typed.',
  words: 'window',
  rows: [
    {
      picture: 'window-refused',
      when: 'The system refused the username and password.',
      texts: ['errorSummary', ['credentialRefused', 'host']],
      wayOn: 'The person enters them once more in the same form.',
    },
    {
      noPicture: sameForm,
      when: 'The system refused the API key.',
      texts: ['errorSummary', ['apiKeyRefused', 'host']],
      wayOn: 'The person enters it once more in the same form.',
    },
    {
      picture: 'window-unreachable',
      when: 'The system did not answer, or not as it should.',
      texts: ['errorSummary', ['systemUnreachable', 'host', 'what was wrong with the answer']],
      wayOn: 'The person tries again, or corrects the address in SharePoint.',
    },
    {
      noPicture: sameForm,
      when: 'The system answers without a username and password too.',
      texts: ['errorSummary', ['credentialNotDemanded', 'host']],
      wayOn: 'The person gives the connection another test path, in SharePoint.',
    },
    {
      noPicture: sameForm,
      when: 'The system answers without an API key too.',
      texts: ['errorSummary', ['apiKeyNotDemanded', 'host']],
      wayOn: 'The person gives the connection another test path, in SharePoint.',
    },
    {
      noPicture: sameForm,
      when: 'The connection was changed in SharePoint while the form was open.',
      texts: ['errorSummary', 'changedMeanwhile'],
      wayOn: 'The person reads the form again and enters the credential.',
    },
    {
      noPicture: sameForm,
      when: 'The key for sealing is not to be had.',
      texts: ['errorSummary', 'vaultUnavailable'],
      wayOn: 'Whoever runs the connection manager. The person tries again in a few minutes.',
    },
    {
      noPicture: samePage,
      when: 'The system refused ten times in this window.',
      texts: ['tooManyTitle', ['tooMany', '10']],
      wayOn: 'The person asks whoever looks after the system, then _Connect_ in SharePoint.',
    },
    {
      picture: 'window-another-person',
      when: 'The person signed in is not the one who began.',
      texts: ['anotherPersonTitle', ['anotherPerson', 'who is signed in', 'who began']],
      wayOn: 'The person: _Sign in with another account_. Whoever was sent a link closes the window.',
    },
    {
      picture: 'window-another-tenant',
      when: 'The account that signed in belongs to another organization.',
      texts: ['anotherTenantTitle', 'anotherTenant'],
      wayOn: 'The person: _Sign in with another account_.',
    },
    {
      picture: 'window-cookies-off',
      when: 'The browser keeps no cookies of the connection manager.',
      texts: ['cookiesOffTitle', ['cookiesOff', 'host']],
      wayOn: 'The person allows cookies, then _Sign in again_.',
    },
    {
      noPicture: samePage,
      when: 'More than five minutes at the pages of the directory, or a sign-in of another browser.',
      texts: ['signInExpiredTitle', 'signInExpired'],
      wayOn: 'The person: _Open again_ in SharePoint.',
    },
    {
      noPicture: samePage,
      when: 'The person declined at the directory, or it refused them.',
      texts: ['signInRefusedTitle', 'signInRefused'],
      wayOn: 'The person: _Sign in again_. Else an administrator of the directory.',
    },
    {
      noPicture: samePage,
      when: 'The person who began may not connect this connection any more.',
      texts: ['notAllowedTitle', 'notAllowed'],
      wayOn: 'An owner of the connection.',
    },
    {
      picture: 'window-ended',
      when: 'The window was used, cancelled, or is older than 15 minutes: also after going back or reloading.',
      texts: ['endedTitle', 'ended'],
      wayOn: 'The person: _Connect_ in SharePoint.',
    },
    {
      noPicture: samePage,
      when: 'The address names no flow.',
      texts: ['unknownTitle', 'unknown'],
      wayOn: 'The person: _Connect_ in SharePoint.',
    },
    {
      noPicture: samePage,
      when: 'The form was sent from another page, or after the window’s session had ended.',
      texts: ['expiredFormTitle', 'expiredForm'],
      wayOn: 'The person: _Open it again_.',
    },
    {
      noPicture: samePage,
      when: 'The directory or the store does not answer the connection manager.',
      texts: ['unavailableTitle', 'unavailable', ['requestLabel', 'request id']],
      wayOn: 'Whoever runs the connection manager, who finds the request in the log. The person tries again.',
    },
  ],
};
