/**
 * The application that runs a page, in the place of SharePoint's own (`SPPageChrome` and the canvas): it gives web
 * parts theme, icons and dialogs, and shows one in full width. Microsoft's runtime does everything else.
 */
import { initializeIcons } from '@fluentui/font-icons-mdl2';
import * as applicationBaseModule from '@microsoft/sp-application-base';
import * as componentBaseModule from '@microsoft/sp-component-base';
import { DisplayMode, Guid, type ServiceScope } from '@microsoft/sp-core-library';
import * as loaderModule from '@microsoft/sp-loader';
import * as webPartBaseModule from '@microsoft/sp-webpart-base';
import { standInForFirstPartyToken } from './first-party-token';
import { galleryAlias, localFiles } from './page-names';
import type {
  ApplicationBase,
  ComponentBase,
  ThemeSetter,
  WebPartBase,
  WebPartManifest,
} from './runtime-internals';
import { loadSiteTheme } from './themes';

const { BaseApplication, _DialogManagerConfiguration } = applicationBaseModule as unknown as ApplicationBase;
const { _ClientSideWebPartManager, _MinimalWebPartHost } = webPartBaseModule as unknown as WebPartBase;
const { ThemeProvider } = componentBaseModule as unknown as ComponentBase;

class HostApplication extends BaseApplication {
  /** Called by the runtime. There is no chrome of its own: the server wrote it. */
  _getPageChromeProvider(): undefined {
    return undefined;
  }

  onLoad(): Promise<void> {
    const dialogs = document.createElement('div');
    document.body.append(dialogs);
    _DialogManagerConfiguration.instance.initialize(dialogs);
    initializeIcons(`${localFiles}icons/`, { disableWarnings: true });
    setTheme(this.context.serviceScope);
    standInForFirstPartyToken(() => new Date());
    return Promise.resolve();
  }

  onRender(): void {
    // The runtime asks every application to draw itself; this one shows web parts when the page says so.
  }

  /** Shows the solution's gallery web part as if an editor had put it on the page. */
  async showWebPart(canvas: HTMLElement): Promise<void> {
    const manifest = galleryManifest();
    if (!manifest) throw new Error(`The app catalog has no web part ${galleryAlias}.`);
    const [entry] = manifest.preconfiguredEntries;
    const instanceId = Guid.newGuid().toString();
    const domElement = document.createElement('div');
    domElement.className = 'ControlZone';
    canvas.replaceChildren(domElement);

    const manager = new _ClientSideWebPartManager(new _MinimalWebPartHost(this.context.serviceScope));
    await manager.loadWebPart({
      domElement,
      instanceId,
      manifest,
      displayMode: DisplayMode.Read,
      addedFromPersistedData: true,
      webPartData: {
        id: manifest.id,
        instanceId,
        title: entry.title.default,
        description: '',
        dataVersion: '1.0',
        serverProcessedContent: {},
        properties: { ...entry.properties },
      },
    });
  }
}

// The loader takes the default export of an application's entry module.
export { HostApplication as default };

function galleryManifest(): WebPartManifest | undefined {
  const manifests = loaderModule.SPComponentLoader.getManifests() as unknown as readonly WebPartManifest[];
  return manifests.find(({ alias, componentType }) => componentType === 'WebPart' && alias === galleryAlias);
}

/** Web parts take their colours from this service; without a theme they think the page has none. */
function setTheme(scope: ServiceScope): void {
  scope.whenFinished(() => {
    const provider = scope.consume(ThemeProvider.serviceKey) as unknown as ThemeSetter;
    provider._setTheme(loadSiteTheme());
  });
}
