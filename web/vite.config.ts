import { defineConfig } from 'vite';

// `base: './'` keeps every address relative to the page, so that the map also works behind a path prefix.
export default defineConfig({
  base: './',
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // During development the API comes from a running `marz serve`; the relief lies beside this folder.
  server: { proxy: { '/collections': 'http://127.0.0.1:8080' }, fs: { allow: ['..'] } },
});
