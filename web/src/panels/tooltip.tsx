// One line about what the pointer is on: the same that the list says. Esc takes it away.

import { formatIncidentDates, formatNumber } from '../i18n/format';
import { pointer } from '../state/commands';
import { byId } from '../state/derived';
import { hovered, locale, messages } from '../state/store';

export function Tooltip() {
  const at = pointer.value;
  const text = at === null ? null : tooltipText(hovered.value);
  if (at === null || text === null) return null;
  return (
    <div
      class="tooltip"
      role="tooltip"
      ref={(element) => {
        if (element) place(element, at);
      }}
    >
      {text}
    </div>
  );
}

function tooltipText(ids: readonly string[]): string | null {
  const language = locale.value;
  const { list, map } = messages.value;
  if (ids.length > 1) return map.group(ids.length, formatNumber(language, ids.length));
  const incident = byId.value.get(ids[0] ?? '');
  if (!incident) return null;
  const { best } = incident.deaths;
  const dead = best === null ? list.deadUnknown : best === 0 ? null : list.dead(best, formatNumber(language, best));
  const title = incident.titles[language.code] ?? incident.titles.en;
  return [formatIncidentDates(language, incident), title, dead].filter(Boolean).join(' · ');
}

/** Beside the pointer, on the side where there is room. */
function place(element: HTMLElement, at: { readonly x: number; readonly y: number }): void {
  const room = element.offsetParent;
  const right = (room?.clientWidth ?? 0) - at.x < element.offsetWidth + 24;
  const below = at.y < 60;
  const x = right ? Math.max(8, at.x - element.offsetWidth - 12) : at.x + 14;
  const y = below ? at.y + 20 : at.y - element.offsetHeight - 10;
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
