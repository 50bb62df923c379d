// @ts-check

/** @typedef {import('./places.mjs').Place} Place */

const sameScreen = 'The same screen as above with another sentence.';

/** @type {Place} */
export const signingIn = {
  title: 'Signing in',
  about: 'A screen in the place of the list, before the connection manager is asked for anything.',
  words: 'gallery',
  rows: [
    {
      picture: 'sign-in-needed',
      when: 'The browser blocks third-party cookies, or the directory wants to see the person once more.',
      texts: ['signIn.title', 'signIn.problems.interactionNeeded'],
      wayOn: 'The person: _Sign in_ opens a window, and the list follows.',
    },
    {
      picture: 'sign-in-blocked',
      when: 'The browser did not let the sign-in window open.',
      texts: ['signIn.title', 'signIn.problems.popupBlocked'],
      wayOn: 'The person: allows pop-up windows for the SharePoint site, then _Sign in_.',
    },
    {
      noPicture: sameScreen,
      when: 'With SharePoint’s token provider: its window was blocked, or closed before anybody signed in. The page cannot tell which.',
      texts: ['signIn.title', 'signIn.problems.windowUnfinished'],
      wayOn: 'The person: allows pop-up windows for the SharePoint site, then _Sign in_.',
    },
    {
      noPicture: sameScreen,
      when: 'SharePoint was asked for the person’s sign-in and did not answer at all.',
      texts: ['signIn.title', 'signIn.problems.noAnswer'],
      wayOn: 'The person: _Sign in_ loads the page again. Nobody has to change anything.',
    },
    {
      noPicture: sameScreen,
      when: 'The person closed the sign-in window, or declined there.',
      texts: ['signIn.title', 'signIn.problems.cancelled'],
      wayOn: 'The person: _Sign in_.',
    },
    {
      picture: 'sign-in-another-person',
      when: 'Another account signed in than the one SharePoint knows.',
      texts: ['signIn.title', ['signIn.problems.anotherPerson', 'account']],
      wayOn: 'The person: _Sign in_, and takes the account of SharePoint.',
    },
    {
      picture: 'sign-in-timed-out',
      when: 'The sign-in window never reported back.',
      texts: ['signIn.title', 'signIn.problems.timedOut'],
      wayOn: 'The person: _Sign in_.',
    },
    {
      noPicture: sameScreen,
      when: 'The directory did not answer the browser.',
      texts: ['signIn.title', 'signIn.problems.directoryNotReachable'],
      wayOn: 'The person, or who looks after their network: then _Sign in_.',
    },
    {
      noPicture: sameScreen,
      when: 'The directory refused for a reason that has no sentence of its own here.',
      texts: [
        'signIn.title',
        'signIn.problems.failed',
        ['signIn.directoryCode', 'error number of the directory'],
      ],
      wayOn:
        'The person: _Sign in_ once more. Else an administrator of the directory, who looks the code up.',
    },
  ],
};

/** @type {Place} */
export const firstRun = {
  title: 'First run',
  about:
    'A screen in the place of the list that says who can fix it and how, with a script or a message to copy.',
  words: 'gallery',
  rows: [
    {
      picture: 'first-run-not-configured',
      when: 'Tenant properties are not set.',
      texts: ['setup.missingTitle', ['setup.missing', 'names of the properties']],
      wayOn: 'A SharePoint administrator runs the script. The person: _Try again_.',
    },
    {
      picture: 'first-run-refused-property',
      when: 'A tenant property is not an https origin, or not an id.',
      texts: ['setup.refusedTitle', ['setup.refused', 'name of the property']],
      wayOn: 'A SharePoint administrator runs the script with the right value. The person: _Try again_.',
    },
    {
      picture: 'first-run-unreadable',
      when: 'SharePoint did not hand out the tenant properties.',
      texts: ['setup.unreadableTitle', 'setup.unreadable'],
      wayOn: 'The person: _Try again_. Nobody has to change anything.',
    },
    {
      noPicture: sameScreen,
      when: 'SharePoint gave the page no directory, so nobody can be signed in.',
      texts: ['setup.noDirectoryTitle', 'setup.noDirectory'],
      wayOn: 'The person: _Try again_, or signs out of SharePoint and in again.',
    },
    {
      picture: 'first-run-not-approved',
      when: 'Nobody has approved the permission connections.access.',
      texts: ['signIn.consentTitle', 'signIn.problems.consentMissing'],
      wayOn:
        'An application administrator or a global administrator approves it, by page or script. The person: _Check again_.',
    },
    {
      picture: 'first-run-not-reachable',
      when: 'The connection manager does not answer this page.',
      texts: ['firstRun.notReachable.title', ['firstRun.notReachable.text', 'address']],
      wayOn:
        'The person checks their network; then whoever runs the connection manager. The person: _Try again_.',
    },
    {
      picture: 'first-run-not-registered',
      when: 'The connection manager does not know the organization.',
      texts: ['firstRun.notRegistered.title', 'problems.tenant_not_registered'],
      wayOn: 'Whoever runs the connection manager registers it. The person: _Try again_.',
    },
    {
      picture: 'first-run-no-access',
      when: 'SharePoint gives the person no access to the site, or the connection manager cannot see the site for them.',
      texts: ['firstRun.noAccess.title', 'problems.site_not_found'],
      wayOn: 'An owner of the site, to whom the person sends the message. The person: _Try again_.',
    },
  ],
};
