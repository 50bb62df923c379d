/** The local SharePoint's own page scripts, compiled when first asked for. */
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { componentKey, type ComponentManifest } from './component-manifest';

/** The page application as Microsoft's loader knows it. */
export const hostApplication = { id: 'c1f8a2c0-7d3e-4b56-9a41-2f0b6c8d9e01', version: '1.0.0' } as const;

/** Modules of Microsoft's runtime that the page application uses; the loader hands them in. */
const hostModules = [
  '@microsoft/sp-application-base',
  '@microsoft/sp-component-base',
  '@microsoft/sp-core-library',
  '@microsoft/sp-http-base',
  '@microsoft/sp-loader',
  '@microsoft/sp-webpart-base',
] as const;

const scriptNames = ['host-application', 'start', 'single-sign-on', 'hostile-neighbour'] as const;
export type BrowserScriptName = (typeof scriptNames)[number];

export function isBrowserScript(name: string): name is BrowserScriptName {
  return scriptNames.some((each) => each === name);
}

/** Compiles each script once; a failed compilation is tried again at the next request. */
export class BrowserScripts {
  private readonly compiled = new Map<BrowserScriptName, Promise<string>>();

  constructor(private readonly folder: string) {}

  get(name: BrowserScriptName): Promise<string> {
    const known = this.compiled.get(name);
    if (known) return known;
    const compiling = compile(join(this.folder, `${name}.ts`), name);
    this.compiled.set(name, compiling);
    compiling.catch(() => this.compiled.delete(name));
    return compiling;
  }
}

export function hostApplicationManifest(runtime: readonly ComponentManifest[]): ComponentManifest {
  const modules = hostModules.map((name) => {
    const found = runtime.find(({ loaderConfig }) => `@microsoft/${loaderConfig.entryModuleId}` === name);
    if (!found) throw new Error(`The published runtime has no component ${name}.`);
    return [name, { type: 'component', id: found.id, version: found.version }] as const;
  });
  const manifest = {
    ...hostApplication,
    alias: 'LocalHostApplication',
    componentType: 'Application',
    manifestVersion: 2,
    isInternal: true,
    loaderConfig: {
      internalModuleBaseUrls: [''],
      entryModuleId: 'host-application',
      scriptResources: {
        'host-application': { type: 'path', path: 'host-application.js' } as const,
        ...Object.fromEntries(modules),
      },
    },
  };
  return manifest;
}

async function compile(entryPoint: string, name: BrowserScriptName): Promise<string> {
  const { outputFiles } = await build({
    ...(name === 'host-application' ? asLoaderModule : { format: 'iife' }),
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    target: 'es2020',
    minify: true,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`Nothing was compiled from ${name}.`);
  return output.text;
}

/** Microsoft's loader speaks AMD, which esbuild does not write: a CommonJS module inside a `define` is the same. */
const asLoaderModule: Pick<BuildOptions, 'format' | 'external' | 'banner' | 'footer'> = {
  format: 'cjs',
  external: [...hostModules],
  banner: {
    js: `define(${JSON.stringify(componentKey(hostApplication))}, ${JSON.stringify(hostModules)}, function () {
var given = arguments, names = ${JSON.stringify(hostModules)}, module = { exports: {} }, exports = module.exports;
function require(name) { return given[names.indexOf(name)]; }`,
  },
  footer: { js: 'return module.exports;\n});' },
};
