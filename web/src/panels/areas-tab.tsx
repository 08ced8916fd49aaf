// The four areas as layers: shown or not, what they are, and a button that goes there.

import { AREAS, type Area } from '../core/view-state';
import { toggleLayer } from '../state/actions';
import { mapCommands } from '../state/commands';
import { collections, drawerOpen, layers, layout, messages, sheet, view } from '../state/store';

export function AreasTab() {
  return (
    <ul class="areas">
      {AREAS.map((area) => (
        <AreaRow key={area} area={area} />
      ))}
    </ul>
  );
}

function AreaRow({ area }: { readonly area: Area }) {
  const { areas, layers: words } = messages.value;
  const collection = collections.value.find(({ id }) => id === area);
  const approximate = (layers.value[area] ?? []).some(({ properties }) => properties?.approximate === true);
  return (
    <li class="area">
      <label class="check">
        <input type="checkbox" checked={view.value.layers.includes(area)} onChange={() => toggleLayer(area)} />
        <span class={`swatch swatch-${area}`} aria-hidden="true" />
        <span class="area-name">{areas[area]}</span>
      </label>
      <button
        type="button"
        class="button"
        aria-label={words.zoom(areas[area])}
        disabled={!collection?.bbox || mapCommands.value === null}
        onClick={() => zoomTo(area)}
      >
        {words.zoomShort}
      </button>
      {collection?.description || approximate ? (
        <p class="area-description">
          {approximate ? <strong>{words.approximate}. </strong> : null}
          <span lang="en">{collection?.description}</span>
        </p>
      ) : null}
    </li>
  );
}

function zoomTo(area: Area): void {
  const bbox = collections.value.find(({ id }) => id === area)?.bbox;
  if (!bbox) return;
  if (layout.value === 'tablet') drawerOpen.value = false;
  if (layout.value === 'phone') sheet.value = 'small';
  mapCommands.value?.fit(bbox);
}
