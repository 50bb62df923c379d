import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { nodeModules } from '../sharepoint-under-test';
import { componentKey, filesOf, type ComponentManifest, type ScriptResource } from './component-manifest';
import { readMicrosoftRuntime } from './microsoft-runtime';
import { leavesOf, pageManifestsScript } from './page-manifests';

const localAddress = 'https://contoso.example/local/';
const runtime = readMicrosoftRuntime(nodeModules);
const leaves = leavesOf(runtime, undefined);

function manifestsOnPage(): readonly ComponentManifest[] {
  const script = pageManifestsScript({
    runtime,
    solution: undefined,
    localAddress,
    assetAddress: 'https://a.example/',
  });
  const json = /^window\.localManifests = (.*);$/s.exec(script)?.[1] ?? '{}';
  return (JSON.parse(json) as { manifests: readonly ComponentManifest[] }).manifests;
}

function keyOf(resource: ScriptResource): string {
  return componentKey({ id: resource.id ?? '', version: resource.version ?? '' });
}

describe(pageManifestsScript.name, () => {
  it('knows every component that any of its components loads', () => {
    const manifests = manifestsOnPage();
    const known = new Set(manifests.map(componentKey));
    const resources = manifests.flatMap(({ loaderConfig }) => Object.values(loaderConfig.scriptResources));
    const loaded = resources.filter(({ type }) => type === 'component').map(keyOf);
    expect(loaded.length).toBeGreaterThan(100);
    expect(loaded.filter((key) => !known.has(key))).toEqual([]);
    expect(known.size).toBe(manifests.length);
    // A component that is in an assembly must not be there a second time.
    expect(manifests.filter(({ alias }) => /assembly/i.test(alias))).toEqual([]);
  });

  it('points at files that are there', () => {
    const scripts = manifestsOnPage().flatMap(({ loaderConfig }) =>
      Object.values(loaderConfig.scriptResources)
        .flatMap(filesOf)
        .map((file) => `${loaderConfig.internalModuleBaseUrls[0]}${file}`),
    );
    const missing = scripts.filter((address) => {
      const [folder, first = '', second = ''] = address.slice(localAddress.length).split('/');
      if (folder === 'runtime') return runtime.fileOf(first, second) === undefined;
      return folder === 'leaves' && leaves.scriptOf(first) === undefined;
    });
    expect(scripts.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });
});

describe(leavesOf.name, () => {
  it('gives Microsoft’s React, and stand-ins that define themselves by their key', () => {
    const scripts = leaves.manifests.map((manifest) => ({
      manifest,
      script: leaves.scriptOf(`${componentKey(manifest)}.js`),
    }));
    const files = scripts.flatMap(({ script }) => (script && 'file' in script ? [script.file] : []));
    expect(files.length).toBe(2);
    for (const file of files) expect(existsSync(join(nodeModules, file))).toBe(true);
    for (const { manifest, script } of scripts) {
      if (script && 'text' in script) expect(script.text).toContain(`define("${componentKey(manifest)}"`);
    }
    expect(leaves.scriptOf('unknown.js')).toBeUndefined();
  });
});
