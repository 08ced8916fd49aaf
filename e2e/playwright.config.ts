// Browser tests of the built binary in the system's own Chromium. MARZ_BIN and CHROMIUM say where the two are, if not
// in the usual places.

import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/chromium';

export default defineConfig({
  testDir: './tests',
  globalSetup: './support/server.ts',
  reporter: 'line',
  // Two cores and a software renderer: one page at a time.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    launchOptions,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'Asia/Dushanbe',
    contextOptions: { reducedMotion: 'reduce' },
  },
});
