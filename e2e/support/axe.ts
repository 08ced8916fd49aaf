// axe-core over the whole page, for the success criteria of WCAG 2.2 AA.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Results {
  readonly violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[];
  readonly passes: unknown[];
}

/** Violations in words, and how many rules were applied at all. */
export async function accessibility(page: Page): Promise<{ violations: string[]; passes: number }> {
  await page.evaluate(source);
  const results = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: { run: (context: Document, options: object) => Promise<Results> } };
    return axe.run(document, { runOnly: { type: 'tag', values: tags } });
  }, TAGS);
  const violations = results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
  return { violations, passes: results.passes.length };
}
