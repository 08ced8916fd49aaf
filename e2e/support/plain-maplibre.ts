// A page with MapLibre as it comes, and nothing of ours but the address of a style.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import type { Camera } from './pixels';

const DIST = fileURLToPath(new URL('../../web/node_modules/maplibre-gl/dist/', import.meta.url));
const FOLDER = '/plain-maplibre/';

/** Shows a style, and waits until all of its tiles are drawn. */
export async function showStyle(page: Page, url: string, style: string, camera: Camera): Promise<void> {
  await page.route(`${url}${FOLDER}**`, (route) => {
    const name = new URL(route.request().url()).pathname.replace(FOLDER, '');
    if (name === '') return route.fulfill({ contentType: 'text/html', body: html(style, camera) });
    if (!/^maplibre-gl[a-z-]*\.(mjs|css)$/.test(name)) return route.abort();
    const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: readFileSync(`${DIST}${name}`) });
  });
  await page.goto(`${url}${FOLDER}`);
  await expect(page.locator('body')).toHaveAttribute('data-map', 'idle', { timeout: 40_000 });
}

const html = (style: string, { zoom, lat, lon }: Camera) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plain MapLibre</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="maplibre-gl.css">
<style>body { margin: 0 } #map-canvas { width: 100vw; height: 100vh }</style></head>
<body><div id="map-canvas"></div><script type="module">
import { Map as MapLibreMap, setWorkerUrl } from './maplibre-gl.mjs';
setWorkerUrl(new URL('./maplibre-gl-worker.mjs', location.href).href);
const map = new MapLibreMap({
  container: 'map-canvas', style: ${JSON.stringify(style)}, center: [${lon}, ${lat}], zoom: ${zoom},
  attributionControl: false, canvasContextAttributes: { preserveDrawingBuffer: true },
});
window.plainMap = map;
map.on('error', ({ error }) => console.error(error?.message ?? 'error'));
map.once('idle', () => document.body.setAttribute('data-map', 'idle'));
</script></body></html>`;
