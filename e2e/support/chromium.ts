// How Chromium is started: without a graphics card, and without talking to anybody.

import type { LaunchOptions } from '@playwright/test';

export const launchOptions: LaunchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: [
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
    '--no-proxy-server',
  ],
};

/** The same without any WebGL. */
export const withoutWebgl: LaunchOptions = {
  ...launchOptions,
  args: ['--disable-gpu', '--disable-software-rasterizer', '--disable-background-networking', '--no-proxy-server'],
};
