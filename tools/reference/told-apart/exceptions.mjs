// @ts-check

/** Texts that stand among those of failures and are in no row, with the reason. */

/** @type {Readonly<Record<string, string>>} */
export const galleryExceptions = {
  'setup.tryAgain': 'a button',
  'connect.explained': 'says what will happen',
  'connect.explainedAgain': 'says what will happen',
  'connect.waiting': 'nothing failed',
  'connect.open': 'nothing failed',
  'connect.failures.other': 'for a connection manager newer than the page: no flow ends so today',
  'connect.succeeded': 'nothing failed',
  'connect.succeededAs': 'nothing failed',
  'connect.succeededOther': 'nothing failed',
};

/** @type {Readonly<Record<string, string>>} */
export const windowExceptions = {
  windowTitle: 'title of the form',
  credentialExplained: 'says what will happen',
  apiKeyExplained: 'says what will happen',
  usernameRequired: 'said at the field, before anything is tried',
  usernameColon: 'said at the field, before anything is tried',
  passwordRequired: 'said at the field, before anything is tried',
  controlCharacter: 'said at the field, before anything is tried',
  tooLong: 'said at the field, before anything is tried',
  apiKeyRequired: 'said at the field, before anything is tried',
  apiKeyCharacters: 'said at the field, before anything is tried',
  apiKeyTooLong: 'said at the field, before anything is tried',
  succeededTitle: 'nothing failed',
  succeeded: 'nothing failed',
  succeededWithoutAccount: 'nothing failed',
  closeWindow: 'nothing failed',
  cancelledTitle: 'the person’s own act',
  cancelled: 'the person’s own act',
  confirmTitle: 'says what will happen',
  confirmIntro: 'says what will happen',
  ownerAdded: 'says what will happen',
  ownerGroupAdded: 'says what will happen',
  userAdded: 'says what will happen',
  userGroupAdded: 'says what will happen',
  ownerRemoved: 'says what will happen',
  userRemoved: 'says what will happen',
  reachSite: 'says what will happen',
  reachSiteCollection: 'says what will happen',
  reachTenant: 'says what will happen',
  reachBefore: 'says what will happen',
  whoGains: 'says what will happen',
  shared: 'says what will happen',
  handedOver: 'says what will happen',
  credentialRemoved: 'says what will happen',
  confirmedTitle: 'nothing failed',
  confirmed: 'nothing failed',
  refusedTitle: 'the person’s own act',
  refused: 'the person’s own act',
};
