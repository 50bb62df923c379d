import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { AppCatalog, manifestsServedFrom, unpackSolution } from './app-catalog';
import { startSharePointUnderTest } from './sharepoint-under-test';

const webPart = {
  id: '11111111-2222-4333-8444-555555555555',
  version: '1.0.0',
  alias: 'WorkflowGalleryWebPart',
  componentType: 'WebPart',
  title: 'Tom & "Jerry" <µ>',
  loaderConfig: {
    internalModuleBaseUrls: ['HTTPS://SPCLIENTSIDEASSETLIBRARY/', 'https://elsewhere.example/'],
    entryModuleId: 'gallery',
    scriptResources: { gallery: { type: 'path', path: 'gallery_1.js' } },
  },
};

function archive(bundle: Uint8Array): Uint8Array {
  const manifest = JSON.stringify(webPart)
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&#62;')
    .replaceAll('µ', '&#xB5;');
  return zipSync({
    'AppManifest.xml': strToU8('<App />'),
    'ClientSideAssets/gallery_1.js': bundle,
    'ClientSideAssets/chunks/panel_2.js': strToU8('panel'),
    [`${webPart.id}/WebPart_${webPart.id}.xml`]: strToU8(`<Elements ComponentManifest="${manifest}" />`),
  });
}

function anyBytes(): Uint8Array {
  return Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31 + (index >> 8)) % 256);
}

describe(unpackSolution.name, () => {
  it('reads the manifest of a web part out of its escaped attribute', () => {
    expect(unpackSolution(archive(anyBytes())).manifests).toEqual([webPart]);
  });

  it('keeps the assets byte for byte, those in folders too', () => {
    const { assets } = unpackSolution(archive(anyBytes()));
    expect([...assets.keys()].sort()).toEqual(['chunks/panel_2.js', 'gallery_1.js']);
    expect(Buffer.compare(assets.get('gallery_1.js') ?? Buffer.alloc(0), anyBytes())).toBe(0);
  });
});

describe(manifestsServedFrom.name, () => {
  it('puts its own address in the place of the asset library, and of nothing else', () => {
    const [served] = manifestsServedFrom(unpackSolution(archive(anyBytes())), 'https://here.example/assets/');
    expect(served?.loaderConfig.internalModuleBaseUrls).toEqual([
      'https://here.example/assets/',
      'https://elsewhere.example/',
    ]);
  });
});

describe(AppCatalog.name, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'app-catalog-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('has no solution while there is no package', () => {
    expect(new AppCatalog(join(folder, 'none.sppkg')).solution()).toBeUndefined();
  });

  it('reads the package again when it has changed, and only then', () => {
    const file = join(folder, 'gallery.sppkg');
    writeFileSync(file, archive(strToU8('first')));
    const catalog = new AppCatalog(file);
    const first = catalog.solution();
    expect(catalog.solution()).toBe(first);

    writeFileSync(file, archive(strToU8('other')));
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    expect(Buffer.from(catalog.solution()?.assets.get('gallery_1.js') ?? []).toString()).toBe('other');
  });

  it('serves every asset as it is in the package, to whoever asks', async () => {
    const file = join(folder, 'gallery.sppkg');
    writeFileSync(file, archive(anyBytes()));
    const { ask, close } = await startSharePointUnderTest({ packageFile: file });
    try {
      const bundle = await ask('/sites/appcatalog/ClientSideAssets/gallery_1.js');
      expect([bundle.status, bundle.headers['content-type']]).toEqual([
        200,
        'text/javascript; charset=utf-8',
      ]);
      expect(Buffer.compare(bundle.body, anyBytes())).toBe(0);
      const chunk = await ask('/sites/appcatalog/ClientSideAssets/chunks/panel_2.js');
      expect(chunk.text).toBe('panel');
    } finally {
      await close();
    }
  });
});
