import { entryFileOf } from './entry-file.mjs';

function definition(manifest: object): string {
  const escaped = JSON.stringify(manifest).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<Elements><ClientSideComponent ComponentManifest="${escaped}" Type="WebPart"></ClientSideComponent></Elements>`;
}

describe(entryFileOf.name, () => {
  it('reads the entry from the manifest, whatever else is named there', () => {
    const scriptResources = {
      texts: { type: 'path', path: 'texts_1.js' },
      'web-part': { type: 'path', path: 'web-part_2.js' },
    };
    const manifest = { alias: 'This & that', loaderConfig: { entryModuleId: 'web-part', scriptResources } };
    expect(entryFileOf(definition(manifest))).toBe('web-part_2.js');
  });

  it('refuses what holds no manifest', () => {
    expect(() => entryFileOf('<Elements/>')).toThrow('The package holds no component manifest.');
  });
});
