// @ts-check

/** @typedef {import('./places.mjs').Place} Place */

const samePage = 'A page like those of the connect window, with this text.';

/** @type {Place} */
export const confirmWindow = {
  title: 'In the window in which a change is confirmed',
  about: 'Pages of the connection manager’s own origin. Nothing is changed before the person confirms.',
  words: 'window',
  rows: [
    {
      noPicture: samePage,
      when: 'The person signed in is not the one who asked for the change.',
      texts: [['askedByAnother', 'who is signed in', 'who asked']],
      wayOn: 'The person: _Sign in with another account_. Whoever was sent a link closes the window.',
    },
    {
      noPicture: samePage,
      when: 'The change was asked for more than 15 minutes ago.',
      texts: ['confirmExpiredTitle', 'confirmExpired'],
      wayOn: 'The person asks for the change again in SharePoint.',
    },
    {
      noPicture: samePage,
      when: 'Somebody changed the connection since the change was asked for.',
      texts: ['confirmChangedTitle', 'confirmChanged'],
      wayOn: 'The person looks at the connection in SharePoint, and asks again where it still makes sense.',
    },
    {
      noPicture: samePage,
      when: 'The change was confirmed and carried out before.',
      texts: ['usedTitle', 'used'],
      wayOn: 'Nobody has to do anything.',
    },
    {
      noPicture: samePage,
      when: 'The address names no change.',
      texts: ['confirmUnknown'],
      wayOn: 'The person asks for the change again in SharePoint.',
    },
    {
      noPicture: samePage,
      when: 'The form was sent from another page, or after the window’s session had ended.',
      texts: ['confirmExpiredForm'],
      wayOn: 'The person: _Open it again_.',
    },
  ],
};
