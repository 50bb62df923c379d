// @ts-check
import './pinned-node.mjs';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { loadDeclarations } from './reference/load-declarations.mjs';
import { openApi } from './reference/openapi.mjs';
import { configurationPage, problemsPage, routesPage } from './reference/pages.mjs';
import { toldApartPage } from './reference/told-apart/page.mjs';
import { readGalleryTexts } from './reference/told-apart/texts.mjs';
import { root } from './run-command.mjs';

const folder = join(root, 'docs/reference');
const galleryTexts = join(root, 'src/webparts/workflowGallery/loc/en-us.js');

/** Every generated file with its text, formatted as the repository is. */
async function generate() {
  const declarations = await loadDeclarations();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const texts = {
    'openapi.json': JSON.stringify(openApi(declarations, version)),
    'routes.md': routesPage(declarations),
    'problems.md': problemsPage(declarations),
    'configuration.md': configurationPage(declarations),
    'told-apart.md': toldApartPage({ gallery: readGalleryTexts(galleryTexts), window: declarations.en }),
  };
  return await Promise.all(
    Object.entries(texts).map(async ([name, text]) => {
      const file = join(folder, name);
      const options = await resolveConfig(file);
      return { file, name, text: await format(text, { ...options, filepath: file }) };
    }),
  );
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const generated = await generate();
const drifted = generated.filter(
  ({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
);

if (values.check && drifted.length > 0) {
  console.error(
    `docs/reference is not as the sources say: ${drifted.map(({ name }) => name).join(', ')}. Run "npm run reference".`,
  );
  process.exitCode = 1;
} else if (!values.check) {
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of drifted) writeFileSync(file, text);
  console.log(
    drifted.length === 0
      ? 'docs/reference is up to date.'
      : `Wrote ${drifted.map(({ name }) => name).join(', ')}.`,
  );
}
