/**
 * Microsoft publishes the SharePoint Framework without the leaves of its dependency tree (`@msinternal/*`, its
 * Fluent bundles and the like). The loader refuses a component whose dependencies are unknown, so each leaf gets a
 * stand-in. None of them is product behaviour: a web part in read mode calls hardly any of them.
 */
import { componentKey, type ComponentManifest, type ScriptResource } from './component-manifest';

/** Leaves that are public packages after all. Their UMD builds define themselves without a name, as AMD wants. */
const publicScripts: Readonly<Record<string, { readonly file: string; readonly needs: readonly string[] }>> =
  {
    react: { file: 'react/umd/react.production.min.js', needs: [] },
    'react-dom': { file: 'react-dom/umd/react-dom.production.min.js', needs: ['react'] },
  };

/** Leaves whose shape Microsoft's code relies on while it loads. The others answer every call with null. */
const bodies: Readonly<Record<string, string>> = {
  '@msinternal/sp-edit-customer-promise': `return {
    __esModule: true,
    _logFailuresForEditCustomerPromise: function () {},
    _EditModeCustomerPromiseHandler: silent()
  };`,
  '@msinternal/sp-pages-content-panel-context': `function unsubscribe() {}
  var panel = {
    addOnMountListener: function () { return unsubscribe; },
    addOnUpdateListener: function () { return unsubscribe; }
  };
  return {
    __esModule: true,
    SPPagesContentPanelProviderContext: { getInstance: function () { return panel; } },
    SPPagesContentPanelPivot: {},
    SPPagesContentPanelCommandId: {},
    SPPagesContentPanelQOSScenarios: {},
    getQOSName: String,
    monitorChunkLoad: function (name, promise) { return promise; }
  };`,
  '@msinternal/sp-heading-level': `return {
    __esModule: true,
    _DEFAULT_HEADING_LEVEL: 2,
    _HeadingLevel: { h1: 1, h2: 2, h3: 3 }
  };`,
  '@msinternal/sp-idle-web-task': `var priority = { High: 0, Medium: 1, Low: 2 };
  return {
    __esModule: true,
    PrefetchDependencyPriority: priority,
    IdleTaskPriority: priority,
    IdleTaskQueue: silent(),
    createPrefetchDependencyQueue: function () { return silent(); }
  };`,
};

export interface Leaves {
  /** Based at `leaves/`, for a page to put its own address before. */
  readonly manifests: readonly ComponentManifest[];
  /** The script of one leaf: the file of a public package, or the text of a stand-in. */
  readonly scriptOf: (fileName: string) => { readonly file: string } | { readonly text: string } | undefined;
}

/** @param wanted Component key → module name of every component that is wanted and that no package provides. */
export function standInForLeaves(wanted: ReadonlyMap<string, string>): Leaves {
  return {
    manifests: [...wanted].map(([key, name]) => leafManifest(key, name, wanted)),
    scriptOf: (fileName) => {
      const key = fileName.replace(/\.js$/, '');
      const name = wanted.get(key);
      if (name === undefined) return undefined;
      const script = publicScripts[name];
      return script ? { file: script.file } : { text: standIn(key, name) };
    },
  };
}

function leafManifest(key: string, name: string, wanted: ReadonlyMap<string, string>): ComponentManifest {
  const needs = (publicScripts[name]?.needs ?? []).map(
    (needed) => [needed, componentNamed(needed, wanted)] as const,
  );
  const leaf = splitKey(key);
  const manifest = {
    ...leaf,
    alias: name.replace(/[^A-Za-z0-9]/g, ''),
    componentType: 'Library',
    manifestVersion: 2,
    isInternal: true,
    loaderConfig: {
      internalModuleBaseUrls: ['leaves/'],
      entryModuleId: name,
      scriptResources: {
        [name]: { type: 'path', path: `${componentKey(leaf)}.js` } as const,
        ...Object.fromEntries(needs),
      },
    },
  };
  return manifest;
}

function componentNamed(name: string, wanted: ReadonlyMap<string, string>): ScriptResource {
  const [key] = [...wanted].find(([, each]) => each === name) ?? [];
  if (key === undefined) throw new Error(`No component of the runtime names ${name}.`);
  return { type: 'component', ...splitKey(key) };
}

function splitKey(key: string): { readonly id: string; readonly version: string } {
  const [id = '', version = ''] = key.split('_');
  return { id, version };
}

function standIn(key: string, name: string): string {
  return `define(${JSON.stringify(key)}, [], function () {
  /* Callable, constructible, and every property of it is the same again. */
  function silent() {
    return new Proxy(function () { return null; }, {
      get: function (target, property) {
        if (property === 'then' || property === '$$typeof') return undefined;
        if (property === 'prototype' || typeof property === 'symbol' || property in target) return target[property];
        return (target[property] = silent());
      }
    });
  }
  ${bodies[name] ?? 'return silent();'}
});
`;
}
