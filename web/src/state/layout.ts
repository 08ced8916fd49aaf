// Which of the three layouts the page has room for. The style sheet uses the same two widths.

import { type Layout, layout } from './store';

const QUERIES: readonly [Layout, string][] = [
  ['desktop', '(min-width: 1024px)'],
  ['tablet', '(min-width: 640px)'],
];

export function startLayout(): void {
  const update = () => {
    layout.value = QUERIES.find(([, query]) => matchMedia(query).matches)?.[0] ?? 'phone';
  };
  for (const [, query] of QUERIES) matchMedia(query).addEventListener('change', update);
  update();
}
