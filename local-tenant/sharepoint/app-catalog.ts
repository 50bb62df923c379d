/** The tenant's app catalog: it unpacks a solution package and serves what is inside, byte for byte. */
import { readFileSync, statSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { basedAt, parseManifest, type ComponentManifest } from './runtime/component-manifest';

export interface SolutionPackage {
  /** By their path below `ClientSideAssets/`. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
  readonly manifests: readonly ComponentManifest[];
}

const assetFolder = 'ClientSideAssets/';
/** The package writes this where SharePoint puts the address of its asset library. */
const assetLibrary = /^https:\/\/spclientsideassetlibrary\//i;
const manifestFile = /(?:^|\/)(?:WebPart|Extension|Library)_[0-9a-f-]+\.xml$/i;

export function unpackSolution(archive: Uint8Array): SolutionPackage {
  const files = Object.entries(unzipSync(archive));
  return {
    assets: new Map(
      files
        .filter(([name, content]) => name.startsWith(assetFolder) && content.length > 0)
        .map(([name, content]) => [name.slice(assetFolder.length), content]),
    ),
    manifests: files
      .filter(([name]) => manifestFile.test(name))
      .flatMap(([, content]) => manifestIn(strFromU8(content)) ?? []),
  };
}

/** The manifests as they are on a page: with the address of this catalog's asset library. */
export function manifestsServedFrom(
  solution: SolutionPackage,
  assetAddress: string,
): readonly ComponentManifest[] {
  return solution.manifests.map((manifest) =>
    basedAt(
      manifest,
      manifest.loaderConfig.internalModuleBaseUrls.map((url) => url.replace(assetLibrary, assetAddress)),
    ),
  );
}

/** Reads the package file, again whenever it has changed. */
export class AppCatalog {
  private read?: { readonly version: string; readonly solution: SolutionPackage };

  constructor(private readonly packageFile: string) {}

  /** The solution in the catalog, or nothing while there is no package file. */
  solution(): SolutionPackage | undefined {
    const status = statSync(this.packageFile, { throwIfNoEntry: false });
    if (!status) return undefined;
    const version = `${status.mtimeMs} ${status.size}`;
    if (this.read?.version !== version) {
      this.read = { version, solution: unpackSolution(readFileSync(this.packageFile)) };
    }
    return this.read.solution;
  }
}

function manifestIn(xml: string): ComponentManifest | undefined {
  const attribute = /\bComponentManifest="([^"]*)"/.exec(xml)?.[1];
  return attribute === undefined ? undefined : parseManifest(unescapeXml(attribute));
}

const entities: Readonly<Record<string, string>> = { quot: '"', lt: '<', gt: '>', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (all, reference: string) => {
    if (!reference.startsWith('#')) return entities[reference] ?? all;
    const isHexadecimal = /^#x/i.test(reference);
    const digits = reference.slice(isHexadecimal ? 2 : 1);
    return String.fromCodePoint(Number.parseInt(digits, isHexadecimal ? 16 : 10));
  });
}
