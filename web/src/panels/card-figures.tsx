// The dead and the injured: a range, not a number, where sources differ.

import type { Incident } from '../core/incident';
import { formatNumber } from '../i18n/format';
import { locale, messages } from '../state/store';

export function CardFigures({ incident: { deaths, injured } }: { readonly incident: Incident }) {
  const { card } = messages.value;
  const written = (value: number | null) => (value === null ? card.unknown : formatNumber(locale.value, value));
  const columns: readonly [string, number | null, string][] = [
    [card.low, deaths.low, 'figure'],
    [card.best, deaths.best, 'figure figure-best'],
    [card.high, deaths.high, 'figure'],
  ];
  return (
    <table class="figures">
      <caption class="visually-hidden">{card.deaths}</caption>
      <thead>
        <tr>
          <td />
          {columns.map(([label]) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{card.deaths}</th>
          {columns.some(([, value]) => value !== null) ? (
            columns.map(([label, value, name]) => (
              <td key={label} class={value === null ? `${name} figure-unknown` : name}>
                {written(value)}
              </td>
            ))
          ) : (
            // Once is enough, and three times the same word is too wide for a phone.
            <td colSpan={columns.length} class="figure figure-unknown figure-none">
              {card.unknown}
            </td>
          )}
        </tr>
        <tr>
          <th scope="row">{card.injured}</th>
          <td />
          <td class={injured === null ? 'figure figure-unknown' : 'figure'}>{written(injured)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}
