// @ts-check

/** @typedef {import('./places.mjs').Place} Place */

const sameStep = 'The same step as above with another sentence.';

/** @type {Place} */
export const panel = {
  title: 'Connecting, in the panel in SharePoint',
  about:
    'What the panel says of a connect window that is not, or no longer, on its way. _Cancel_ is always there; _Open again_ while the flow lives, _Try again_ once it is over.',
  words: 'gallery',
  rows: [
    {
      picture: 'connect-blocked',
      when: 'The browser did not let the connect window open.',
      texts: ['connect.blocked', 'connect.openLink'],
      wayOn: 'The person: the link, or allows pop-up windows and chooses _Open again_.',
    },
    {
      picture: 'connect-closed',
      when: 'The connect window was closed before it was done, or has not reported itself for 10 seconds.',
      texts: ['connect.left'],
      wayOn: 'The person: _Open again_, or _Cancel_.',
    },
    {
      picture: 'connect-refused',
      when: 'The system refused what was entered; the window is still open.',
      texts: [['connect.lastProblem', { key: 'connect.refused.usernamePassword' }]],
      wayOn: 'The person corrects it in the connect window, or asks whoever looks after the system.',
    },
    {
      noPicture: sameStep,
      when: 'The same with an API key.',
      texts: [['connect.lastProblem', { key: 'connect.refused.apiKey' }]],
      wayOn: 'The person corrects it in the connect window, or asks whoever looks after the system.',
    },
    {
      noPicture: sameStep,
      when: 'The system answers without a username and password too, so these prove nothing.',
      texts: [['connect.lastProblem', { key: 'connect.notDemanded.usernamePassword' }]],
      wayOn: 'The person: _Cancel_, and another test path.',
    },
    {
      noPicture: sameStep,
      when: 'The same with an API key.',
      texts: [['connect.lastProblem', { key: 'connect.notDemanded.apiKey' }]],
      wayOn: 'The person: _Cancel_, and another test path.',
    },
    {
      noPicture: sameStep,
      when: 'The system did not answer the connection manager as it should.',
      texts: [['connect.lastProblem', { key: 'problems.system_unreachable' }]],
      wayOn: 'The person corrects the address, or waits until the system is there again.',
    },
    {
      noPicture: sameStep,
      when: 'The connection manager does not answer while the panel follows the window.',
      texts: ['connect.pollFailing'],
      wayOn: 'Nobody has to do anything: the panel asks on. The window itself can be finished.',
    },
    {
      picture: 'connect-timed-out',
      when: 'The flow is older than 15 minutes, or the connection manager has forgotten it.',
      texts: ['connect.expired'],
      wayOn: 'The person: _Try again_.',
    },
    {
      picture: 'connect-cancelled',
      when: '_Cancel_ was chosen in the connect window.',
      texts: ['connect.cancelled'],
      wayOn: 'The person: _Try again_, or _Cancel_.',
    },
    {
      picture: 'connect-too-many',
      when: 'The system refused ten times in one window.',
      texts: ['connect.failures.tooManyAttempts'],
      wayOn: 'The person asks whoever looks after the system for the right credential, then _Try again_.',
    },
    {
      picture: 'connect-another-person',
      when: 'Somebody else is signed in in the connect window, or was sent its link.',
      texts: ['connect.windowRefusals.anotherPerson'],
      wayOn: 'The person signs in there as themselves, or _Open again_.',
    },
    {
      noPicture: sameStep,
      when: 'An account of another organization is signed in in the connect window.',
      texts: ['connect.windowRefusals.anotherTenant'],
      wayOn: 'The person signs in there with the account of SharePoint, or _Open again_.',
    },
    {
      noPicture: sameStep,
      when: 'The person declined at the directory, or it refused them.',
      texts: ['connect.windowRefusals.signInRefused'],
      wayOn: 'The person signs in there once more, or _Open again_. Else an administrator of the directory.',
    },
    {
      noPicture: sameStep,
      when: 'The browser keeps no cookies of the connect window.',
      texts: ['connect.windowRefusals.cookiesOff'],
      wayOn: 'The person allows them, then _Open again_.',
    },
  ],
};

/** @type {Place} */
export const list = {
  title: 'In the list',
  about: 'The rows stay where they are.',
  words: 'gallery',
  rows: [
    {
      picture: 'offline',
      when: 'The browser has no network.',
      texts: ['messages.offline'],
      wayOn: 'The person, or who looks after their network. The list is read again by itself.',
    },
    {
      picture: 'changed-meanwhile',
      when: 'Somebody else saved the connection while it was being edited.',
      texts: [['edit.changed', 'person', 'name', 'time']],
      wayOn: 'The person: _Save my changes_ or _Take theirs_.',
    },
    {
      noPicture: 'A sentence in the dialog.',
      when: 'Somebody else changed the connection while it was about to be deleted.',
      texts: [['delete.changed', 'name']],
      wayOn: 'The person looks at it again: _Delete connection_ or _Keep it_.',
    },
  ],
};
