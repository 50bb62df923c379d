/** Every text of the web part, grouped by the part of the screen it stands on. */
declare interface WorkflowGalleryStrings {
  readonly shell: {
    readonly gallery: string;
    readonly navigation: string;
    readonly connections: string;
    readonly showNavigation: string;
    readonly hideNavigation: string;
    readonly starting: string;
    readonly brokenTitle: string;
    readonly broken: string;
    readonly loadAgain: string;
    notArrived: string;
    reload: string;
  };
  readonly setup: {
    readonly missingTitle: string;
    readonly missing: string;
    readonly refusedTitle: string;
    readonly refused: string;
    readonly noDirectoryTitle: string;
    readonly noDirectory: string;
    readonly unreadableTitle: string;
    readonly unreadable: string;
    readonly tryAgain: string;
  };
  readonly signIn: {
    readonly title: string;
    readonly button: string;
    readonly consentTitle: string;
    readonly checkAgain: string;
    readonly underWay: string;
    readonly openAgain: string;
    readonly problems: Readonly<Record<import('../sign-in/sign-in-problem').SignInProblemCode, string>>;
    readonly directoryCode: string;
  };
  readonly firstRun: {
    readonly who: string;
    readonly how: string;
    readonly script: string;
    readonly message: string;
    readonly copy: string;
    readonly copied: string;
    readonly notCopied: string;
    readonly sharePointAdministrator: string;
    readonly applicationAdministrator: string;
    readonly operator: string;
    readonly notConfigured: Readonly<Record<'values' | 'run' | 'reload', string>>;
    readonly notApproved: Readonly<Record<'page' | 'consent' | 'script' | 'again' | 'link', string>>;
    readonly notReachable: Readonly<
      Record<'title' | 'text' | 'network' | 'health' | 'silent' | 'answers', string>
    >;
    readonly notRegistered: Readonly<Record<'title' | 'write' | 'add', string>>;
    readonly noAccess: Readonly<Record<'title' | 'who' | 'ask' | 'reload' | 'message', string>>;
  };
  readonly page: {
    readonly title: string;
    readonly context: string;
    readonly about: string;
  };
  readonly commands: {
    readonly label: string;
    readonly add: string;
    readonly edit: string;
    readonly connect: string;
    readonly connectAgain: string;
    readonly delete: string;
    readonly of: string;
  };
  readonly mayNotCreate: {
    readonly noAccessToSite: string;
    readonly guest: string;
    readonly roleTooWeak: string;
    readonly other: string;
  };
  readonly list: {
    readonly label: string;
    readonly name: string;
    readonly connector: string;
    readonly status: string;
    readonly availability: string;
    readonly owner: string;
    readonly changed: string;
    readonly selectRow: string;
    readonly selection: string;
    readonly account: string;
    readonly loading: string;
    readonly loaded: string;
    readonly loadedOne: string;
    readonly loadedMore: string;
    readonly showMore: string;
    readonly selected: string;
    readonly emptyTitle: string;
    readonly emptyMayAdd: string;
    readonly emptyMayNot: string;
    readonly unknownOwner: string;
  };
  readonly states: {
    readonly ready: string;
    readonly notConnected: string;
    readonly invalid: string;
    readonly disabled: string;
    readonly since: string;
  };
  readonly availability: {
    readonly personal: string;
    readonly site: string;
    readonly siteCollection: string;
    readonly tenant: string;
  };
  readonly add: {
    readonly title: string;
    readonly chooseHeading: string;
    readonly connectors: string;
    readonly loadingConnectors: string;
    readonly noConnectors: string;
    readonly settingsHeading: string;
    readonly authMethod: string;
    readonly name: string;
    readonly nameDescription: string;
    readonly sameName: string;
    readonly example: string;
    readonly whoHeading: string;
    readonly whoSite: string;
    readonly whoSiteCollection: string;
    readonly whoTenant: string;
    readonly owner: string;
    readonly back: string;
    readonly continue: string;
    readonly saving: string;
    readonly close: string;
    readonly cancel: string;
    readonly done: string;
    readonly deletedUnfinished: string;
    readonly keptUnfinished: string;
    readonly succeeded: string;
  };
  readonly leave: {
    readonly title: string;
    readonly text: string;
    readonly connectingTitle: string;
    readonly connectingText: string;
    readonly editText: string;
    readonly discard: string;
    readonly stop: string;
    readonly stay: string;
  };
  readonly connect: {
    readonly title: string;
    readonly heading: string;
    readonly explained: string;
    readonly titleAgain: string;
    readonly explainedAgain: string;
    readonly account: string;
    readonly succeededOther: string;
    readonly refused: Readonly<Record<import('../../../contract/connector').AuthMethodKind, string>>;
    readonly notDemanded: Readonly<Record<import('../../../contract/connector').AuthMethodKind, string>>;
    readonly summary: string;
    readonly name: string;
    readonly connector: string;
    readonly availability: string;
    readonly preparing: string;
    readonly connect: string;
    readonly openAgain: string;
    readonly openLink: string;
    readonly cancel: string;
    readonly cancelling: string;
    readonly tryAgain: string;
    readonly waiting: string;
    readonly open: string;
    readonly left: string;
    readonly blocked: string;
    readonly pollFailing: string;
    readonly lastProblem: string;
    readonly succeededAs: string;
    readonly succeeded: string;
    readonly cancelled: string;
    readonly expired: string;
    readonly windowRefusals: Readonly<Record<import('../../../contract/connect-flow').WindowRefusal, string>>;
    readonly failures: {
      readonly tooManyAttempts: string;
      readonly other: string;
    };
  };
  readonly edit: {
    readonly title: string;
    readonly save: string;
    readonly saveMine: string;
    readonly takeTheirs: string;
    readonly saved: string;
    readonly savedCleared: string;
    readonly clears: string;
    readonly connectorGone: string;
    readonly changed: string;
    readonly field: string;
    readonly now: string;
    readonly mine: string;
  };
  readonly delete: {
    readonly title: string;
    readonly text: string;
    readonly facts: string;
    readonly confirm: string;
    readonly keep: string;
    readonly deleting: string;
    readonly deleted: string;
    readonly alreadyGone: string;
    readonly changed: string;
  };
  readonly fields: Readonly<Record<import('../../../contract/problem').FieldErrorCode, string>>;
  readonly messages: {
    readonly dismiss: string;
    readonly offline: string;
    readonly onlineAgain: string;
    readonly retry: string;
    readonly signIn: string;
    readonly request: string;
    readonly notLoaded: string;
    readonly notRefreshed: string;
    readonly notMore: string;
    readonly notConnectors: string;
    readonly notSaved: string;
    readonly notDeleted: string;
    readonly notPrepared: string;
    readonly notCancelled: string;
  };
  readonly problems: Readonly<Record<import('../../../client/api-problem').ApiProblemCode, string>>;
  readonly because: Readonly<Record<import('../../../contract/problem').Denial, string>>;
}

declare module 'WorkflowGalleryStrings' {
  const strings: WorkflowGalleryStrings;
  export = strings;
}
