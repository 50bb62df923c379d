/** The connect window in English. `{0}` is replaced by the value named in the comment. */
export const en = {
  language: 'en',
  direction: 'ltr',

  windowTitle: 'Connect {0}', // connection name
  connectionLabel: 'Connection',
  connectorLabel: 'Connector',
  signedInAs: 'Signed in as',
  tenantLabel: 'Organization',
  goesTo: 'The credential is sent to',
  whoCanUse: 'Who can use it',
  availabilitySite: 'Everyone with access to the site {0}', // site title
  availabilitySiteCollection: 'Everyone with access to a site in the site collection of {0}', // site title
  availabilityTenant: 'Everyone in {0}', // organization
  nobodyElse: 'Only its owners',

  credentialHeading: 'Username and password',
  credentialExplained:
    'They are tried at {0} before they are kept. They are kept encrypted, and nobody can read them again here.', // host
  usernameLabel: 'Username',
  passwordLabel: 'Password',
  showPassword: 'Show password',
  apiKeyHeading: 'API key',
  apiKeyExplained:
    'It is sent to {0} in the header {1} and tried there before it is kept. It is kept encrypted, and nobody can read it again here.', // host, header
  apiKeyLabel: 'API key',
  showKey: 'Show API key',
  connect: 'Connect',
  cancel: 'Cancel',

  errorSummary: 'The connection was not made',
  usernameRequired: 'Enter the username.',
  usernameColon: 'A username must not contain a colon (:) when it is sent this way.',
  passwordRequired: 'Enter the password.',
  controlCharacter: 'It must not contain control characters, such as a line break or a tab.',
  tooLong: 'Enter at most 1,024 characters.',
  apiKeyRequired: 'Enter the API key.',
  apiKeyCharacters:
    'An API key has visible characters of ASCII only: letters without accents, digits and signs, no spaces. Copy it once more.',
  apiKeyTooLong: 'Enter at most 4,096 characters.',
  credentialRefused: '{0} refused this username and password. Check both and try again.', // host
  systemUnreachable:
    '{0} could not be reached, or did not answer as it should. {1} Nothing was kept. Try again, or correct the settings in SharePoint.', // host, detail
  credentialNotDemanded:
    '{0} answers without asking for a username and password, so they could not be checked. In SharePoint, give the connection a test path that demands them.', // host
  apiKeyRefused: '{0} refused this API key. Check it and try again.', // host
  apiKeyNotDemanded:
    '{0} answers without asking for the API key, so it could not be checked. In SharePoint, give the connection a test path that demands it.', // host
  changedMeanwhile:
    'The connection was changed in SharePoint meanwhile. Check what it says now, and enter the credential again.',
  vaultUnavailable:
    'The credential could not be encrypted just now, so it was not kept. Try again in a few minutes.',

  succeededTitle: 'Connected',
  succeeded: '{0} is connected as {1}.', // connection name, account
  succeededWithoutAccount: '{0} is connected. {1} accepts the credential.', // connection name, host
  closeWindow: 'You can close this window and go back to SharePoint.',
  cancelledTitle: 'Cancelled',
  cancelled: 'Nothing was kept. You can close this window.',
  endedTitle: 'This window has done its work',
  ended:
    'It was already used, was cancelled, or has been open for more than 15 minutes. Go back to SharePoint and choose Connect again.',
  unknownTitle: 'This address leads nowhere',
  unknown: 'Go back to SharePoint and choose Connect again.',
  tooManyTitle: 'Too many attempts',
  tooMany:
    'The credential was tried {0} times without success. Nothing was kept. Check it with the system’s administrator, then choose Try again in SharePoint.', // number
  anotherPersonTitle: 'Somebody else began this',
  anotherPerson: 'You are signed in as {0}, but {1} began to connect. Only the one who began can go on.', // name, name
  signInAsAnother: 'Sign in with another account',
  signInAgain: 'Sign in again',
  cookiesOffTitle: 'Cookies are blocked',
  cookiesOff: 'This window needs a cookie to be sure that it is you. Allow cookies for {0} and try again.', // host
  signInExpiredTitle: 'Signing in took too long',
  signInExpired: 'Go back to SharePoint and begin again.',
  signInRefusedTitle: 'You were not signed in',
  signInRefused: 'The sign-in was cancelled or refused. Nothing was changed.',
  anotherTenantTitle: 'That account belongs to another organization',
  anotherTenant: 'Sign in with the account that you use in SharePoint.',
  notAllowedTitle: 'You may not connect this connection',
  notAllowed: 'Only its owners may. Ask one of them.',
  expiredFormTitle: 'This form has expired',
  expiredForm: 'Nothing was kept. Open it again.',
  openAgain: 'Open it again',
  unavailableTitle: 'This does not work just now',
  unavailable:
    'The directory or the store could not be reached. Nothing was changed. Try again in a few minutes.',

  confirmTitle: 'Change {0}?', // connection name
  confirmIntro:
    'This was asked for in SharePoint in your name. Confirm it only if it was you who asked for it.',
  confirmHeading: 'What will happen',
  confirm: 'Confirm',
  refuse: 'Do not change it',
  ownerAdded: '{0} becomes an owner, who can use it, change it, delete it and give it to others.', // person
  ownerGroupAdded:
    'Every member of the group {0} becomes an owner, who can use it, change it, delete it and give it to others.', // group
  userAdded: '{0} can use it.', // person, or everyone within its reach
  userGroupAdded: 'Every member of the group {0} can use it.', // group
  ownerRemoved: '{0} is no longer an owner.', // person or group
  userRemoved: 'Permission to use it is taken from {0}.', // person, group or everyone
  groupName: 'the group {0}', // group
  everyone: 'everyone',
  reachSite: 'It can be used on the site {0}.', // site title
  reachSiteCollection: 'It can be used on every site in the site collection of {0}.', // site title
  reachTenant: 'It can be used on every site of {0}.', // organization
  reachBefore: 'Until now it could be used on fewer sites.',
  whoGains: 'There, these can use it from now on: {0}.', // people and groups
  andMore: '{0} and {1} more', // people and groups, number
  shared: 'Your personal connection becomes a shared connection of the site {0}.', // site title
  handedOver: '{0} becomes an owner in the place of {1}.', // person, person or group
  credentialRemoved: 'Its credential is removed. It cannot be used until somebody connects it anew.',
  confirmedTitle: 'Confirmed',
  confirmed: 'SharePoint carries it out now. You can close this window.',
  refusedTitle: 'Not changed',
  refused: 'Nothing was changed. You can close this window.',
  usedTitle: 'This was carried out',
  used: 'You confirmed this change, and it has been carried out. You can close this window.',
  confirmExpiredTitle: 'This took too long',
  confirmExpired:
    'A change waits 15 minutes to be confirmed. Nothing was changed. Go back to SharePoint and ask for it again.',
  confirmChangedTitle: 'The connection was changed meanwhile',
  confirmChanged:
    'What you would confirm is no longer what would happen. Nothing was changed. Go back to SharePoint and ask for it again.',
  confirmUnknown: 'Go back to SharePoint and ask for the change again.',
  askedByAnother:
    'You are signed in as {0}, but {1} asked for this change. Only the one who asked can confirm it.', // name, name
  confirmExpiredForm: 'Nothing was confirmed. Open it again.',
  requestLabel: 'Request: {0}', // request id
} as const;

export type Texts = { readonly [Key in keyof typeof en]: string };
