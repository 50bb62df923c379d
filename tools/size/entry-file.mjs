// @ts-check
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';

/** What XML may write instead of a character. @type {Readonly<Record<string, string>>} */
const entities = { '&quot;': '"', '&apos;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * The file with which SharePoint's loader begins: what the manifest names as the web part's entry.
 *
 * @param {string} definition the `WebPart_<id>.xml` of a package
 * @returns {string}
 */
export function entryFileOf(definition) {
  const escaped = /ComponentManifest="([^"]*)"/.exec(definition)?.[1];
  if (escaped === undefined) throw new Error('The package holds no component manifest.');
  const manifest = JSON.parse(escaped.replace(/&[a-z]+;/g, (entity) => entities[entity] ?? entity));
  const { entryModuleId, scriptResources } = manifest.loaderConfig;
  return scriptResources[entryModuleId].path;
}

/** @param {string} packageFile the built `.sppkg` @returns {string} the name of the web part's entry file */
export function entryFileInPackage(packageFile) {
  const parts = unzipSync(readFileSync(packageFile), {
    filter: ({ name }) => /\/WebPart_[^/]*\.xml$/.test(name),
  });
  const [definition] = Object.values(parts);
  if (definition === undefined) throw new Error(`${packageFile} holds no web part.`);
  return entryFileOf(Buffer.from(definition).toString('utf8'));
}
