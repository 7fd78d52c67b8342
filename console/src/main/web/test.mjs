// Runs test/*.test.ts by node's own test runner; esbuild takes the types out.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';

const tests = readdirSync('test').filter((name) => /\.test\.tsx?$/.test(name));
const OUT = '../page-tests';
if (tests.length === 0) throw new Error('there are no tests under test/');
rmSync(OUT, { recursive: true, force: true });
await build({
  entryPoints: tests.map((name) => `test/${name}`),
  outdir: OUT,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
});
const run = spawnSync(process.execPath, ['--test', '--test-reporter=dot', ...tests.map((name) => `${OUT}/${name.replace(/\.tsx?$/, '.mjs')}`)], { stdio: 'inherit' });
process.exit(run.status ?? 1);
