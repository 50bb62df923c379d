// Places such as {0} are filled by texts/format.ts; a comment says with what.
define([], function () {
  return {
    shell: {
      gallery: 'Workflow Gallery',
      navigation: 'Workflow Gallery',
      connections: 'Connections',
      showNavigation: 'Show navigation',
      hideNavigation: 'Hide navigation',
      starting: 'Loading',
      brokenTitle: 'This part of the page stopped working',
      broken: 'Nothing was lost. Load it again; if that does not help, reload the page.',
      loadAgain: 'Load again',
      notArrived:
        'A part of the Workflow Gallery could not be loaded. Check your network, then reload the page.',
      reload: 'Reload the page',
    },

    setup: {
      missingTitle: 'The Workflow Gallery is not set up yet',
      missing: 'A SharePoint administrator must set these tenant properties in the tenant app catalog: {0}.', // names
      refusedTitle: 'The Workflow Gallery is set up wrongly',
      refused:
        'The tenant property {0} does not have the form it needs, so nothing was sent. A SharePoint administrator can correct it in the tenant app catalog.', // name
      noDirectoryTitle: 'This page does not say who you are',
      noDirectory:
        'SharePoint did not tell this page which directory you belong to. Reload the page; if that does not help, sign out of SharePoint and in again.',
      unreadableTitle: 'The settings could not be read',
      unreadable:
        'SharePoint did not answer when it was asked for the tenant properties. Nothing is wrong with your connections. Try again in a minute; if it stays so, tell a SharePoint administrator of your organization.',
      tryAgain: 'Try again',
    },

    signIn: {
      title: 'Sign in to see connections',
      button: 'Sign in',
      consentTitle: 'API access is not approved',
      checkAgain: 'Check again',
      underWay: 'Finish signing in in the other window. It may be behind this one.',
      openAgain: 'Open the window again',
      problems: {
        interactionNeeded:
          'Your browser keeps the connection manager’s sign-in apart from SharePoint’s, or your organization asks for one more proof. Choose Sign in.',
        popupBlocked:
          'Your browser blocked the sign-in window. Allow pop-up windows for this site, then choose Sign in.',
        windowUnfinished:
          'The sign-in window was blocked, or closed before you had signed in. Allow pop-up windows for this site, then choose Sign in.',
        cancelled: 'The sign-in was cancelled. Choose Sign in when you are ready.',
        consentMissing:
          'An administrator of your organization must approve the permission connections.access of the Workflow Gallery connection manager: on the API access page of the SharePoint admin centre, or, where the Workflow Gallery has a registration of its own, in Microsoft Entra. Then choose Check again.',
        anotherPerson:
          'You signed in as {0}, but SharePoint knows you as somebody else. Choose Sign in and take the account that you use in SharePoint.', // account
        timedOut:
          'The sign-in window did not report back. If you have signed in by now, choose Sign in once more: it will be quick.',
        noAnswer:
          'SharePoint was asked for your sign-in and did not answer within 30 seconds. Choose Sign in: the page is loaded again and asks once more.',
        directoryNotReachable: 'The directory could not be reached. Check your network, then choose Sign in.',
        failed:
          'The directory did not let you in. Choose Sign in to try once more; if that does not help, give an administrator the code below.',
      },
      directoryCode: 'Code: {0}', // error number of the directory
    },

    firstRun: {
      who: 'Who can fix it',
      how: 'How',
      script: 'Script',
      message: 'Message',
      copy: 'Copy',
      copied: 'Copied.',
      notCopied: 'This page may not copy by itself. The text is selected: copy it with the keyboard.',
      sharePointAdministrator: 'A SharePoint administrator of your organization.',
      applicationAdministrator:
        'An application administrator or a global administrator of your organization.',
      operator: 'Whoever runs the connection manager for your organization.',
      notConfigured: {
        values:
          'Ask whoever runs the connection manager for the values: they stand between angle brackets in the script.',
        run: 'Run the script with the CLI for Microsoft 365.',
        reload: 'Choose Try again. SharePoint may need a few minutes to show the new values.',
      },
      notApproved: {
        page: 'In the SharePoint admin centre, open Advanced, API access, and approve the request for connections.access.',
        consent:
          'In the Microsoft Entra admin centre, open the Workflow Gallery’s registration, API permissions, and grant admin consent.',
        script: 'Or run the script, which does the same.',
        again: 'Choose Check again. It may take a few minutes until the directory knows.',
        link: 'Open API access in the SharePoint admin centre',
      },
      notReachable: {
        title: 'The connection manager cannot be reached',
        text: '{0} does not answer this page. Nothing is wrong with your connections.', // origin
        network: 'Check your own network first: a proxy or a firewall may keep the address from you.',
        health: 'Open the address below. It answers {"status":"ok"} where the connection manager runs.',
        silent:
          'Where nothing answers: check that it runs, that its name leads to it, and that its certificate is valid.',
        answers:
          'Where it answers: check that the registration of your organization names the host {0}. Pages of other hosts get no answer.', // host of SharePoint
      },
      notRegistered: {
        title: 'Your organization is not registered',
        write:
          'Write the registration of your organization into a JSON file: its tenant id, applications, SharePoint hosts and first workflow administrator.',
        add: 'Run the script on the machine of the connection manager, then choose Try again here.',
      },
      noAccess: {
        title: 'You have no access to the connections of this site',
        who: 'An owner of {0}.', // title of the site
        ask: 'Send an owner the message below.',
        reload: 'Choose Try again once you have been given access. It may take a minute until it counts.',
        message:
          'Please give me access to the site {0} ({1}), so that I can see its connections in the Workflow Gallery.', // title, address
      },
    },

    page: {
      title: 'Connections',
      context: 'on {0}', // title of the site
      about: 'What workflows on this site use to reach other systems.',
    },

    commands: {
      label: 'Commands',
      add: 'Add connection',
      edit: 'Edit',
      connect: 'Connect',
      connectAgain: 'Connect again',
      delete: 'Delete',
      of: 'Commands for {0}', // name
    },

    mayNotCreate: {
      noAccessToSite: 'You have no access to {0}.', // title of the site
      guest: 'Guests cannot add shared connections. Ask an owner of {0}.', // title of the site
      roleTooWeak: 'Only site owners can add shared connections here. Ask an owner of {0}.', // title of the site
      other: 'You cannot add shared connections here. Ask an owner of {0}.', // title of the site
    },

    list: {
      label: 'Connections',
      name: 'Name',
      connector: 'Connector',
      status: 'Status',
      availability: 'Available in',
      owner: 'Owner',
      changed: 'Last changed',
      selectRow: 'Select {0}', // name
      selection: 'Selection',
      account: 'Account: {0}', // account at the system
      loading: 'Loading connections',
      loaded: '{0} connections', // number
      loadedOne: '1 connection',
      loadedMore: '{0} connections shown. There are more.', // number
      showMore: 'Show more',
      selected: '{0} is selected', // name
      emptyTitle: 'No connections yet',
      emptyMayAdd: 'Add one, and workflows on {0} can use it without anybody typing a credential again.', // title of the site
      emptyMayNot: 'Once an owner of {0} has added one that you may use, it is shown here.', // title of the site
      unknownOwner: 'Nobody',
    },

    states: {
      ready: 'Ready',
      notConnected: 'Not connected',
      invalid: 'Invalid',
      disabled: 'Disabled',
      since: 'since {0}', // date, or time today
    },

    availability: {
      personal: 'Personal',
      site: 'Site {0}', // title of the home site
      siteCollection: 'Site collection of {0}', // title of the home site
      tenant: 'Whole organization',
    },

    add: {
      title: 'Add connection',
      chooseHeading: 'What should it connect to?',
      connectors: 'Connectors',
      loadingConnectors: 'Loading connectors',
      noConnectors: 'No connectors are installed. Ask whoever runs the connection manager.',
      settingsHeading: 'Name and settings',
      authMethod: 'Way in',
      name: 'Name',
      nameDescription: 'People choose the connection by this name.',
      sameName:
        'There is already a connection of this kind called {0}. You can go on: lists tell them apart by account and owner.', // name
      example: 'Example: {0}', // value
      whoHeading: 'Who can use it',
      whoSite:
        'It will be available in the site {0} only. Everyone with access to that site can use it in workflows.', // title of the site
      whoSiteCollection:
        'It will be available in every site of the site collection of {0}. Everyone with access to one of them can use it in workflows.', // title of the site
      whoTenant:
        'It will be available in every site of your organization. Every member can use it in workflows.',
      owner: 'You, {0}, will be its owner: you can change it, connect it again and delete it.', // person
      back: 'Back',
      continue: 'Continue',
      saving: 'Saving',
      close: 'Close',
      cancel: 'Cancel',
      done: 'Done',
      deletedUnfinished: '{0} was not connected, so it was deleted again.', // name
      keptUnfinished: '{0} was kept. It is not connected yet.', // name
      succeeded: '{0} is connected.', // name
    },

    leave: {
      title: 'Discard what you entered?',
      text: 'The connection has not been added yet.',
      connectingTitle: 'Stop adding {0}?', // name
      connectingText:
        'It is not connected yet, so it will be deleted again. Nothing that was typed in the connect window is kept.',
      editText: 'Your changes have not been saved. The connection stays as it is.',
      discard: 'Discard',
      stop: 'Stop adding',
      stay: 'Keep going',
    },

    connect: {
      title: 'Connect {0}', // name
      heading: 'Connect',
      explained:
        'A window of the connection manager opens. It asks for the credential ({0}), tries it, and keeps it encrypted. Nothing is typed into this page.', // auth method
      titleAgain: 'Connect {0} again', // name
      explainedAgain: 'Until the new one works, the connection keeps the credential that it has.',
      account: 'Account until now',
      succeededOther: '{0} is connected as {1}. Until now it was {2}.', // name, account, account before
      refused: {
        usernamePassword: 'The system refused the username and password.',
        apiKey: 'The system refused the API key.',
      },
      notDemanded: {
        usernamePassword:
          'The system answers without asking for a username and password, so they could not be checked. Give the connection another test path.',
        apiKey:
          'The system answers without asking for an API key, so it could not be checked. Give the connection another test path.',
      },
      summary: 'Summary',
      name: 'Name',
      connector: 'Connector',
      availability: 'Available in',
      preparing: 'Preparing the connect window',
      connect: 'Connect',
      openAgain: 'Open again',
      openLink: 'Open the connect window in a new tab',
      cancel: 'Cancel',
      cancelling: 'Cancelling',
      tryAgain: 'Try again',
      waiting: 'Waiting for the connect window. If you do not see it, choose Open again.',
      open: 'Finish in the connect window. This page notices by itself.',
      left: 'The connect window was closed before it was done. Choose Open again to go on, or Cancel.',
      blocked:
        'Your browser blocked the connect window. Allow pop-up windows for this site and choose Open again, or use this link:',
      pollFailing: 'The connection manager does not answer at the moment. This page keeps asking.',
      lastProblem: 'Last attempt: {0}', // sentence
      succeededAs: '{0} is connected as {1}.', // name, account
      succeeded: '{0} is connected.', // name
      cancelled: 'Connecting was cancelled. Nothing was kept.',
      expired:
        'The connect window was open for too long, so nothing was kept. Choose Try again to open a new one.',
      windowRefusals: {
        anotherPerson:
          'Somebody else is signed in in the connect window, so it went no further. Go on there as yourself, or choose Open again.',
        anotherTenant:
          'An account of another organization is signed in in the connect window, so it went no further. Go on there as yourself, or choose Open again.',
        signInRefused:
          'The sign-in in the connect window was cancelled or refused. Sign in there once more, or choose Open again.',
        cookiesOff:
          'The browser blocks the cookies of the connect window, which needs one. Allow them, then choose Open again.',
      },
      failures: {
        tooManyAttempts:
          'The credential was tried too many times without success, so nothing was kept. Check it, then choose Try again.',
        other: 'Connecting did not succeed. Nothing was kept. Choose Try again.',
      },
    },

    edit: {
      title: 'Edit {0}', // name
      save: 'Save',
      saveMine: 'Save my changes',
      takeTheirs: 'Take theirs',
      saved: '{0} was saved.', // name
      savedCleared: '{0} was saved. It is not connected until somebody connects it again.', // name
      clears:
        'The credential of {0} is meant for the address it was entered for. When you save, it is cleared: {0} will be not connected until somebody connects it again, and workflow steps that use it wait until then.', // name
      connectorGone: 'The connector is no longer installed, so only the name can be changed.',
      changed:
        '{0} changed {1} while you were editing ({2}). Nothing of yours was saved, and nothing was lost: save your changes over it, or take theirs.', // person, name, time
      field: 'Field',
      now: 'As it is now',
      mine: 'With your changes',
    },

    delete: {
      title: 'Delete {0}?', // name
      text: 'Workflow steps that use it are refused from now on. It leaves this list.',
      facts: '{0}, owned by {1}.', // connector, owner
      confirm: 'Delete connection',
      keep: 'Keep it',
      deleting: 'Deleting',
      deleted: '{0} was deleted.', // name
      alreadyGone: '{0} had already been deleted.', // name
      changed:
        'Somebody changed {0} while you were looking. The list shows it as it is now; choose Delete connection if you still want to.', // name
    },

    fields: {
      required: 'Fill in {0}.', // title of the field
      too_short: '{0} needs at least {1} characters.', // title, number
      too_long: '{0} can have at most {1} characters.', // title, number
      character_refused: '{0} must not contain {1}.', // title, character
      not_a_url: '{0} must be an address such as https://api.example.com.', // title
      https_required: '{0} must begin with https://, so that the credential travels encrypted.', // title
      not_one_of: '{0} has a value that cannot be chosen.', // title
      pattern: '{0} does not have the form it needs.', // title
      unknown_field: '{0} is not a setting of this connector.', // title
      wrong_type: '{0} has a value of the wrong kind.', // title
    },

    messages: {
      dismiss: 'Dismiss',
      offline: 'You are offline. What you see may be old.',
      onlineAgain: 'You are online again.',
      retry: 'Retry',
      signIn: 'Sign in',
      request: 'Request: {0}', // request id
      notLoaded: 'The connections could not be loaded.',
      notRefreshed: 'The list could not be refreshed. What you see may be old.',
      notMore: 'The next connections could not be loaded.',
      notConnectors: 'The connectors could not be loaded.',
      notSaved: '{0} could not be saved.', // name
      notDeleted: '{0} could not be deleted.', // name
      notPrepared: 'The connect window could not be prepared.',
      notCancelled: '{0} could not be deleted again.', // name
    },

    problems: {
      unauthenticated: 'The connection manager did not accept your sign-in. Sign in again.',
      claims_required: 'Your organization asks for one more step before this. Sign in again.',
      wrong_kind_of_token:
        'The connection manager did not accept this kind of sign-in. Tell an administrator.',
      tenant_not_registered:
        'Your organization is not registered with the connection manager yet. Ask whoever runs it.',
      not_allowed: 'You may not do this. Ask an owner of the connection.',
      connection_not_found: 'The connection no longer exists, or you may no longer see it. Refresh the list.',
      connector_not_found: 'The connector is no longer available. Choose another one.',
      flow_not_found: 'The connect window has expired. Choose Try again.',
      binding_not_found: 'The workflow step is not bound to a connection. Bind it first.',
      route_not_found: 'The connection manager is of another version than this page. Tell an administrator.',
      method_not_allowed:
        'The connection manager is of another version than this page. Tell an administrator.',
      site_not_found:
        'The connection manager cannot see this site in your name. Check that you still have access to it.',
      flow_ended: 'The connect window has done its work already. Choose Try again.',
      connection_not_ready: 'The connection is not ready to be used. Connect it first.',
      binding_stale: 'The workflow step was saved again since it was bound. Bind it again.',
      changed_meanwhile: 'Somebody else changed it first. Look at it as it is now and try again.',
      payload_too_large: 'What you entered is too long. Shorten it and try again.',
      unsupported_media_type:
        'The connection manager is of another version than this page. Tell an administrator.',
      invalid_request: 'Something entered is not right. Correct it and try again.',
      too_many_to_sort: 'There are too many connections to sort them this way. Search or filter first.',
      idempotency_key_reused:
        'The same request was sent twice with different values. Close this panel and begin again.',
      if_match_required:
        'The connection manager is of another version than this page. Tell an administrator.',
      idempotency_key_required:
        'The connection manager is of another version than this page. Tell an administrator.',
      confirmation_required:
        'This is confirmed in the connection manager’s own window first. Open it from here.',
      confirmation_not_found: 'The confirmation has expired. Begin again.',
      too_many_requests: 'Too much was asked in a short time. Wait a minute and try again.',
      internal_error:
        'The connection manager made a mistake. Try again; if it stays, give an administrator the request id.',
      credential_not_demanded:
        'The system answers without asking for a credential, so it could not be checked. Give the connection another test path.',
      credential_refused: 'The system refused the credential.',
      system_unreachable: 'The system could not be reached, or did not answer as it should.',
      sharepoint_unavailable: 'SharePoint did not answer the connection manager. Try again in a minute.',
      directory_unavailable: 'The directory did not answer the connection manager. Try again in a minute.',
      vault_unavailable:
        'Credentials cannot be encrypted or opened just now. Nothing was lost. Try again in a few minutes.',
      store_unavailable:
        'The connection manager cannot reach its store just now. Try again in a few minutes.',
      not_reachable: 'The connection manager could not be reached. Check your network, then try again.',
      answer_not_understood:
        'The connection manager gave an answer that this page does not understand. Try again; if it stays, tell an administrator.',
      sign_in_required: 'Your sign-in has ended. Sign in again.',
    },

    because: {
      noAccessToSite: 'You have no access to this site. Ask one of its owners.',
      roleTooWeak: 'Your role on this site does not allow it. Ask a site owner.',
      guest: 'Guests may not do this. Ask a member of the site.',
      notGranted: 'The connection was not shared with you. Ask one of its owners.',
      notOwner: 'Only owners of the connection may do this. Ask one of them.',
      otherSite: 'The connection is not available on this site. Ask one of its owners.',
      personalOfSomebodyElse: 'It is the personal connection of somebody else. Use one of your own.',
      personalConnection: 'A personal connection has no other owners or users. Make it a shared one first.',
      personalConnectionsOff:
        'Personal connections are switched off in this site collection. Ask one of its administrators.',
      sharedConnection: 'The connection is shared already.',
      otherSiteCollection:
        'Your organization’s settings do not let you do this to connections of other site collections. Ask an owner of the connection.',
      lastOwner: 'A connection keeps at least one owner. Add another one first.',
      lastWorkflowAdministrator: 'At least one workflow administrator remains. Add another one first.',
      mayNotAddSelf:
        'Administrators do not give themselves connections of others. Ask an owner of the connection to add you.',
      onlyOwnersAddGroups: 'Only owners of the connection add groups. Add people by name, or ask an owner.',
      alreadyOwner: 'This person owns the connection already. Choose somebody else.',
      notAnOwner: 'The one who hands over does not own the connection any more. Look at it as it is now.',
      notAnEnabledMember:
        'A new owner is a member of your organization, not a guest, who can sign in. Choose somebody else.',
      notSiteCollectionAdministrator:
        'Only an administrator of the site collection may do this. Ask one of them.',
      notWorkflowAdministrator:
        'Only workflow administrators of your organization may do this. Ask one of them.',
      signInOfSomebodyElse:
        'Somebody else signed in to this connection. Connect it with an account of your own first, then widen it.',
      mayNotEditSite: 'You may not edit this site. Ask a site owner.',
      hostNotAllowed: 'The connection may not be used with that address. Ask one of its owners.',
      engineNotRegistered: 'The workflow engine is not registered. Tell an administrator.',
      authorDisabled:
        'The account of the person who chose this connection is disabled or deleted. Choose the connection again.',
      notConnected: 'The connection is not connected. Connect it first.',
      invalid: 'The connection is invalid. Connect it again.',
      disabled: 'The connection is disabled. Ask an administrator.',
      deleted: 'The connection has been deleted. Add a new one.',
    },
  };
});
