// Starts the binary on a free port before the tests and stops it after them.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const USUAL = fileURLToPath(new URL('../../target/release/marz', import.meta.url));
const START_LIMIT = 30_000;

export interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function startServer(): Promise<Server> {
  const binary = process.env.MARZ_BIN ?? USUAL;
  if (!existsSync(binary)) throw new Error(`no binary at ${binary}: run \`make web && cargo build --release\` first`);
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await addressOf(child);
  return { url, stop: () => stop(child) };
}

/** Playwright's global set-up: the address reaches the tests through the environment. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await startServer();
  process.env.MARZ_URL = server.url;
  return server.stop;
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server did not say where it listens')), START_LIMIT);
    child.once('exit', (code) => reject(new Error(`the server ended at once with status ${code}`)));
    child.once('error', reject);
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /Listening on (http:\/\/\S+)/.exec(line)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address.replace(/\/$/, ''));
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
