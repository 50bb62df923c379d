/** Every component a page may load: the page application, Microsoft's runtime, its leaves, the solution. */
import { manifestsServedFrom, type SolutionPackage } from '../app-catalog';
import { hostApplication, hostApplicationManifest } from './browser-scripts';
import { basedAt, componentKey, type ComponentManifest } from './component-manifest';
import { componentsOfManifest, type MicrosoftRuntime } from './microsoft-runtime';
import { standInForLeaves, type Leaves } from './unpublished-leaves';

export interface PageManifestsOptions {
  readonly runtime: MicrosoftRuntime;
  readonly solution: SolutionPackage | undefined;
  /** Absolute address of the local files, with a slash at its end. */
  readonly localAddress: string;
  /** Absolute address of the solution's assets, with a slash at its end. */
  readonly assetAddress: string;
}

/** A script that gives a page its manifests. */
export function pageManifestsScript(options: PageManifestsOptions): string {
  const { runtime, solution, localAddress, assetAddress } = options;
  const ofThisHost = [
    hostApplicationManifest(runtime.manifests),
    ...runtime.manifests.map((manifest) => placedUnder('runtime/', manifest)),
    ...leavesOf(runtime, solution).manifests,
  ];
  const manifests = [
    ...ofThisHost.map((manifest) => placedUnder(localAddress, manifest)),
    ...(solution ? manifestsServedFrom(solution, assetAddress) : []),
  ];
  return `window.localManifests = ${JSON.stringify({ applicationId: hostApplication.id, manifests })};`;
}

/** The leaves that runtime and solution want and nobody published. */
export function leavesOf(runtime: MicrosoftRuntime, solution: SolutionPackage | undefined): Leaves {
  const published = new Set([...runtime.manifests, ...(solution?.manifests ?? [])].map(componentKey));
  const wanted = [...runtime.wanted, ...(solution?.manifests ?? []).flatMap(componentsOfManifest)];
  return standInForLeaves(new Map(wanted.filter(([key]) => !published.has(key))));
}

function placedUnder(address: string, manifest: ComponentManifest): ComponentManifest {
  return basedAt(
    manifest,
    manifest.loaderConfig.internalModuleBaseUrls.map((path) => address + path),
  );
}
