/** What a real page gets from Microsoft's content delivery network, and this one from `node_modules`. */
import { readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { AppCatalog } from './app-catalog';
import { localFiles } from './browser/page-names';
import type { Answer } from './exchange';
import type { SharePointHost } from './host';
import { BrowserScripts, isBrowserScript } from './runtime/browser-scripts';
import { readMicrosoftRuntime, type MicrosoftRuntime } from './runtime/microsoft-runtime';
import { leavesOf, pageManifestsScript } from './runtime/page-manifests';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export class LocalFiles {
  private readonly browserFolder: string;
  private readonly scripts: BrowserScripts;
  private microsoftRuntime?: MicrosoftRuntime;

  constructor(
    private readonly nodeModules: string,
    private readonly catalog: AppCatalog,
  ) {
    this.browserFolder = join(nodeModules, '@workflow-gallery/local-tenant/sharepoint/browser');
    this.scripts = new BrowserScripts(this.browserFolder);
  }

  /** Answers an address below the local files, or nothing if there is no such file. */
  async answer(host: SharePointHost, path: string): Promise<Answer | undefined> {
    const [folder = '', first = '', second = ''] = path.slice(localFiles.length).split('/');
    switch (folder) {
      case 'runtime':
        return this.fromDisk(this.runtime().fileOf(first, second));
      case 'leaves':
        return this.leaf(first);
      case 'icons':
        return this.fromPackage('@fluentui/font-icons-mdl2/fonts', first);
      case 'fonts':
        return this.fromPackage('@fontsource/open-sans/files', first);
      case 'manifests.js':
        return script(this.manifests(host));
      case 'page.css':
        return this.fromDisk(join(this.browserFolder, 'page.css'), 'no-cache');
      default:
        return this.ownScript(folder);
    }
  }

  asset(path: string): Answer | undefined {
    const content = this.catalog.solution()?.assets.get(path);
    return content && file(content, path, 'no-cache');
  }

  private async ownScript(fileName: string): Promise<Answer | undefined> {
    const name = basename(fileName, '.js');
    return isBrowserScript(name) ? script(await this.scripts.get(name)) : undefined;
  }

  private manifests(host: SharePointHost): string {
    return pageManifestsScript({
      runtime: this.runtime(),
      solution: this.catalog.solution(),
      localAddress: host.origin + localFiles,
      assetAddress: host.origin + assetFolderOf(host),
    });
  }

  private leaf(fileName: string): Answer | undefined {
    const found = leavesOf(this.runtime(), this.catalog.solution()).scriptOf(fileName);
    if (!found) return undefined;
    return 'text' in found ? script(found.text) : this.fromDisk(join(this.nodeModules, found.file));
  }

  /** Reading it takes a moment, so nobody pays for it who only calls the REST interface. */
  private runtime(): MicrosoftRuntime {
    this.microsoftRuntime ??= readMicrosoftRuntime(this.nodeModules);
    return this.microsoftRuntime;
  }

  private fromPackage(folder: string, fileName: string): Answer | undefined {
    return this.fromDisk(join(this.nodeModules, folder, basename(fileName)));
  }

  private fromDisk(path: string | undefined, caching = 'public, max-age=3600'): Answer | undefined {
    if (!path || !statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
    return file(readFileSync(path), path, caching);
  }
}

/** The package's assets, where SharePoint puts them: in the app catalog's own library. */
export function assetFolderOf(host: SharePointHost): string {
  return `${host.tenant.appCatalogPath}/ClientSideAssets/`;
}

function script(text: string): Answer {
  return file(text, 'script.js', 'no-cache');
}

function file(body: string | Uint8Array, name: string, caching: string): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': contentTypes[extname(name)] ?? 'application/octet-stream',
      'Cache-Control': caching,
      'X-Content-Type-Options': 'nosniff',
    },
    body,
  };
}
