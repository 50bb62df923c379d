/**
 * Microsoft's own SharePoint Framework runtime, from the published packages: their `dist/` folders hold the
 * scripts and manifests that SharePoint itself loads.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { basedAt, componentKey, parseManifest, type ComponentManifest } from './component-manifest';

export interface MicrosoftRuntime {
  /** Based at `<package>/`, for a page to put its own address before. */
  readonly manifests: readonly ComponentManifest[];
  /** Component key → module name, of everything these components load. */
  readonly wanted: ReadonlyMap<string, string>;
  /** Where the file of a package lies on the disk. */
  readonly fileOf: (packageName: string, fileName: string) => string | undefined;
}

const manifestFile = /^[0-9a-f-]{36}\.manifest\.json$/;
/** A chunk names the components it loads in its script only: `{i:"<id>",v:"<version>",m:<number>}`. */
const componentInChunk = /\{i:"([0-9a-f-]{36})",v:"([^"]+)",m:\d+\}/g;
const chunkFile = /_(?:none|en-us)_.*\.js$/;

export function readMicrosoftRuntime(nodeModules: string): MicrosoftRuntime {
  const scope = join(nodeModules, '@microsoft');
  const packages = new Map(
    readdirSync(scope)
      .map((name) => [name, join(scope, name, 'dist')] as const)
      .filter(([, folder]) => existsSync(folder))
      .map(([name, folder]) => [name, { folder, files: new Set(readdirSync(folder)) }] as const)
      .filter(([, { files }]) => [...files].some((file) => manifestFile.test(file))),
  );
  const manifests = [...packages].flatMap(([name, { folder, files }]) =>
    [...files]
      .filter((file) => manifestFile.test(file))
      .map((file) => basedAt(parseManifest(readFileSync(join(folder, file), 'utf8')), [`${name}/`]))
      // An assembly is a bundle of the other components; the page loads it as a plain script.
      .filter((manifest) => !/assembly/i.test(manifest.alias)),
  );
  const chunks = [...packages.values()].flatMap(({ folder, files }) =>
    [...files].filter((file) => chunkFile.test(file)).map((file) => join(folder, file)),
  );

  return {
    manifests,
    wanted: new Map([...chunks.flatMap(componentsOfChunk), ...manifests.flatMap(componentsOfManifest)]),
    fileOf: (packageName, fileName) => {
      const own = packages.get(packageName);
      // A component inside the assembly asks for its chunks beside the assembly; their names carry a hash.
      const found = own?.files.has(fileName)
        ? own
        : [...packages.values()].find(({ files }) => files.has(fileName));
      return found && join(found.folder, fileName);
    },
  };
}

/** The components a manifest names, by key. */
export function componentsOfManifest(manifest: ComponentManifest): readonly (readonly [string, string])[] {
  return Object.entries(manifest.loaderConfig.scriptResources).flatMap(([name, resource]) =>
    resource.type === 'component' && resource.id && resource.version
      ? [[componentKey({ id: resource.id, version: resource.version }), name] as const]
      : [],
  );
}

function componentsOfChunk(file: string): readonly (readonly [string, string])[] {
  const found = readFileSync(file, 'utf8').matchAll(componentInChunk);
  return [...found].map(
    ([, id = '', version = '']) => [componentKey({ id, version }), `unnamed-${id}`] as const,
  );
}
