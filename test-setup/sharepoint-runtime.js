'use strict';

// Evaluates the AMD bundles Microsoft publishes in the `dist` folders of @microsoft/sp-*, so that
// tests run on the real BaseClientSideWebPart. What Microsoft does not publish is a stand-in that
// answers everything with another stand-in.

const fs = require('node:fs');
const path = require('node:path');

const microsoft = path.join(__dirname, '../node_modules/@microsoft');
const manifestFile = /^[0-9a-f-]{36}\.manifest\.json$/;

/** Component id → { manifest, folder }, of every package that brings a `dist`. */
const components = new Map();
const idsByName = new Map();
/** Component id → its exports, once it ran. */
const loaded = new Map();

function readManifests() {
  for (const packageName of fs.readdirSync(microsoft)) {
    const folder = path.join(microsoft, packageName, 'dist');
    const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    for (const file of files.filter((name) => manifestFile.test(name))) {
      const manifest = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
      if (!/assembly/.test(manifest.alias)) {
        components.set(manifest.id, { manifest, folder });
        idsByName.set(
          manifest.loaderConfig.entryModuleId.replace(/^(@microsoft\/)?/, '@microsoft/'),
          manifest.id,
        );
      }
    }
  }
}

function loadAssembly() {
  const file = path.join(microsoft, 'sp-application-base/dist/sp-default-assembly_en-us.js');
  // The loader greets whoever opens the console of a real page; a test's output is no such place.
  const { log } = console;
  console.log = () => undefined;
  window.eval(fs.readFileSync(file, 'utf8'));
  console.log = log;
  for (const [id, , exported] of window.spModuleLoader._assemblyComponents) {
    loaded.set(id, exported);
  }
}

function standIn() {
  const answer = () => null;
  return new Proxy(answer, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target) {
        return target[name];
      }
      // These three would make it look like a promise, an element or a module.
      if (name === 'then' || name === '$$typeof' || name === '__esModule') {
        return undefined;
      }
      target[name] = standIn();
      return target[name];
    },
  });
}

function scriptPath(resource) {
  const found =
    resource.type === 'path'
      ? resource.path
      : (resource.paths?.['en-US'] ?? resource.paths?.default ?? resource.defaultPath);
  const named = typeof found === 'string' ? found : (found.default ?? found.path);
  return named.path ?? named;
}

function evaluateBundle(file) {
  let definition;
  window.sharePointRuntimeDefine = (...parts) => {
    const [dependencies, factory] = typeof parts[0] === 'string' ? parts.slice(1) : parts;
    definition = { dependencies, factory };
  };
  window.eval(`(function (define) {${fs.readFileSync(file, 'utf8')}\n})(window.sharePointRuntimeDefine)`);
  return definition;
}

function loadComponent(id, name) {
  if (name === 'react' || name === 'react-dom') {
    return require(name);
  }
  if (!loaded.has(id)) {
    loaded.set(id, components.has(id) ? runComponent(components.get(id)) : standIn());
  }
  return loaded.get(id);
}

function runComponent({ manifest, folder }) {
  const { scriptResources, entryModuleId } = manifest.loaderConfig;
  const { dependencies, factory } = evaluateBundle(
    path.join(folder, scriptPath(scriptResources[entryModuleId])),
  );
  const needed = dependencies.map((dependency) => {
    const resource = scriptResources[dependency];
    return resource?.type === 'component' ? loadComponent(resource.id, dependency) : standIn();
  });
  return factory(...needed);
}

/** The exports of `name`, such as `@microsoft/sp-webpart-base`, as they are in a SharePoint page. */
function load(name) {
  if (components.size === 0) {
    readManifests();
    loadAssembly();
  }
  return loadComponent(idsByName.get(name), name);
}

module.exports = { load };
