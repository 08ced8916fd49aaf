// Fails the build when our own script before the map engine outgrows its budget: the list must be usable on a slow line.

import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 60;
const assets = new URL('../dist/assets/', import.meta.url);
const html = readFileSync(new URL('../dist/index.html', import.meta.url), 'utf8');

let own = 0;
for (const name of readdirSync(assets).sort()) {
  const kilobytes = gzipSync(readFileSync(new URL(name, assets)), { level: 9 }).length / 1000;
  const first = html.includes(name);
  if (first && name.endsWith('.js')) own += kilobytes;
  console.log(`${first ? 'first' : 'later'} ${kilobytes.toFixed(1).padStart(7)} KB gz  ${name}`);
}
console.log(`own script before the map engine: ${own.toFixed(1)} KB gz of ${LIMIT_KB}`);
if (own > LIMIT_KB) process.exit(1);
