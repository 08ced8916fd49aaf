// The picture of the map in the README: `npm run screenshot` writes docs/images/map.png from the built binary.

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const binary = process.env.MARZ_BIN ?? fileURLToPath(new URL('../target/release/marz', import.meta.url));
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const query = '?t=2010-08-01/2010-10-31&axis=2008-01-01/2013-12-31&sel=2010-09-19-kamarob-ambush&lang=en';

const server = spawn(binary, ['serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
const url = await new Promise((resolve, reject) => {
  server.once('error', reject);
  server.once('exit', () => reject(new Error(`${binary} did not start`)));
  createInterface({ input: server.stdout }).on('line', (line) => {
    const address = /Listening on (http:\/\/\S+)/.exec(line)?.[1];
    if (address) resolve(address);
  });
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-proxy-server'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US', colorScheme: 'light' });
  await page.goto(`${url}/map${query}`);
  await page.waitForSelector('[data-map=painted]');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}map.png` });
  console.log(`${folder}map.png`);
} finally {
  await browser.close();
  server.removeAllListeners('exit');
  server.kill('SIGTERM');
}
