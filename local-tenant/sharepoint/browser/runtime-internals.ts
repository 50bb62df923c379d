/**
 * The parts of Microsoft's runtime that SharePoint's own pages use and that its published type declarations leave
 * out. Read from the published scripts of SharePoint Framework 1.23.2; no more than what the page here calls.
 */
import type { ThemeProvider } from '@microsoft/sp-component-base';
import type { ServiceScope, SPEventArgs } from '@microsoft/sp-core-library';
import type { ComponentManifest } from '../runtime/component-manifest';

export interface PreconfiguredEntry {
  readonly title: { readonly default: string };
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface WebPartManifest extends ComponentManifest {
  readonly preconfiguredEntries: readonly [PreconfiguredEntry, ...PreconfiguredEntry[]];
}

export interface WebPartToLoad {
  readonly domElement: HTMLElement;
  readonly instanceId: string;
  readonly manifest: WebPartManifest;
  readonly displayMode: number;
  readonly addedFromPersistedData: boolean;
  readonly webPartData: object;
}

export interface Application {
  readonly showWebPart: (canvas: HTMLElement) => Promise<void>;
}

export interface ApplicationBase {
  readonly BaseApplication: abstract new () => { readonly context: { readonly serviceScope: ServiceScope } };
  readonly _DialogManagerConfiguration: { readonly instance: { initialize(host: HTMLElement): void } };
}

export interface WebPartBase {
  readonly _ClientSideWebPartManager: new (host: object) => {
    loadWebPart(part: WebPartToLoad): Promise<void>;
  };
  readonly _MinimalWebPartHost: new (scope: ServiceScope) => object;
}

/** Microsoft's own token provider: the one thing in it that this page replaces, and what raises its events. */
export interface HttpBase {
  readonly _AadTokenProviders: {
    readonly configurable: {
      _oboThirdPartyTokenCallback:
        ((appId: string, claims?: readonly string[]) => Promise<string>) | undefined;
    };
  };
  readonly AadTokenProvider: { readonly _popupEventId: string; readonly _onBeforeRedirectEventId: string };
  readonly PopupEventArgs: new (
    cancel: (error?: Error) => void,
    requestPopup: () => void,
    showPopup: () => Promise<void>,
    resource: string,
    options: object,
  ) => SPEventArgs;
  readonly BeforeRedirectEventArgs: new (redirectUrl: string, cancel: () => void) => SPEventArgs;
}

export interface CoreLibrary {
  readonly _SPEventManager: {
    readonly instance: { raiseEvent(name: string, args: SPEventArgs): void };
  };
}

export interface ComponentBase {
  readonly ThemeProvider: typeof ThemeProvider;
}

/** What `_setTheme` of the theme provider takes: a Fluent theme. */
export interface ThemeSetter {
  _setTheme(theme: object): void;
}

export interface ModuleLoader {
  _isTelemetryDisabled: boolean;
  start(
    preloaded: {
      readonly clientSideApplicationId: string;
      readonly buildNumber: string;
      readonly manifests: readonly ComponentManifest[];
      readonly spPageContextInfo: unknown;
    },
    onFailure: (failure: { readonly error?: Error; readonly message?: string }) => void,
  ): Promise<Application | undefined>;
}

declare global {
  interface Window {
    spModuleLoader: ModuleLoader;
    spClientSidePageContext: unknown;
    _spPageContextInfo: unknown;
    /** Set by the page's own `manifests.js`. */
    localManifests: { readonly applicationId: string; readonly manifests: readonly ComponentManifest[] };
    /** The application that runs the page, for scripts that drive it in tests. */
    moduleLoaderPromise: Promise<Application | undefined>;
  }
}
