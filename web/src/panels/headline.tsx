// What is shown, in words: how many of how many, when, how many dead, how many not on the map.

import { formatNumber, formatWindow } from '../i18n/format';
import type { Locale } from '../i18n/locale';
import { all, notMapped, shown, sums, undated } from '../state/derived';
import { incidents, locale, view } from '../state/store';

export function Headline() {
  if (incidents.value.status !== 'ready') return <p class="headline" id="headline" />;
  const [count, when, ...rest] = headlineParts(locale.value);
  return (
    <p class="headline" id="headline">
      <strong>{count}</strong>
      <span class="headline-when">{when}</span>
      {rest.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </p>
  );
}

/** The parts of the header line; joined by dots on the screen and by commas when read out. */
export function headlineParts(language: Locale): string[] {
  const { count } = language.messages;
  const written = (value: number) => formatNumber(language, value);
  const { best, low, unknown } = sums.value;
  const dead = best > 0 || low > 0 ? count.dead(written(low), written(best)) : count.noDead;
  return [
    count.ofAll(shown.value.length, written(shown.value.length), written(all.value.length)),
    formatWindow(language, view.value.time),
    ...(shown.value.length > 0 ? [dead] : []),
    ...(unknown > 0 ? [count.unknownDead(unknown, written(unknown))] : []),
    ...(notMapped.value > 0 ? [count.notMapped(notMapped.value, written(notMapped.value))] : []),
    ...(undated.value > 0 ? [count.undated(undated.value, written(undated.value))] : []),
  ];
}
