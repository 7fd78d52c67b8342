// Bundles the pages into ../pages, from console/target/web, where build-pages copies the sources:
// one html, hashed scripts and styles, nothing else.
import { build } from 'esbuild';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';

const SIZE_LIMIT = 150 * 1024;
const OUT = '../pages';

const options = {
  entryPoints: { main: 'src/main.tsx' },
  outdir: `${OUT}/assets`,
  entryNames: '[name]-[hash]',
  bundle: true,
  format: 'esm',
  target: ['es2022', 'chrome110', 'firefox115', 'safari16'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  metafile: true,
};

async function writePages(outputs) {
  const named = (ending) => basename(outputs.find((file) => file.endsWith(ending)));
  const html = (await readFile('index.html', 'utf8'))
    .replace('main.css', named('.css'))
    .replace('main.js', named('.js'));
  await writeFile(`${OUT}/index.html`, html);
  await cp('public', OUT, { recursive: true });
  const zipped = (await Promise.all(outputs.map((file) => readFile(file)))).map((bytes) => gzipSync(bytes).length);
  const total = zipped.reduce((sum, bytes) => sum + bytes, 0);
  console.log(`console: ${(total / 1024).toFixed(1)} KiB gzipped`);
  if (total > SIZE_LIMIT) throw new Error(`the pages have ${total} bytes gzipped; ${SIZE_LIMIT} is the limit`);
}

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}/assets`, { recursive: true });
const { metafile } = await build(options);
await writePages(Object.keys(metafile.outputs));
