// Lays a brotli and a gzip copy beside each asset, which the server hands out as they are:
// the best compression costs seconds, so that it is paid once and not with every answer.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);

for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(html|css|js|svg|json|txt)$/.test(name)) continue;
  const file = new URL(name, dist);
  const content = readFileSync(file);
  for (const [ending, packed] of [
    ['br', brotliCompressSync(content)],
    ['gz', gzipSync(content, { level: 9 })],
  ]) {
    if (packed.length < content.length) writeFileSync(`${file.pathname}.${ending}`, packed);
  }
}
