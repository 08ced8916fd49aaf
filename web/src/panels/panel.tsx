// The panel beside the map: tabs, or the card of the selected incident, or the incidents of one coordinate. On a
// tablet it is a drawer, on a phone a sheet with three heights.

import { useEffect, useRef } from 'preact/hooks';
import { TABS, type Tab } from '../core/view-state';
import { setTab } from '../state/actions';
import { groups } from '../state/derived';
import { drawerOpen, layout, messages, opened, type SheetStop, sheet, view } from '../state/store';
import { ActiveFilters } from './active-filters';
import { AreasTab } from './areas-tab';
import { Card } from './card';
import { FiltersTab } from './filters-tab';
import { Headline } from './headline';
import { GroupList, ListTab } from './list-tab';
import { Search } from './search';

export function CardOrList() {
  const { regions } = messages.value;
  const hidden = layout.value === 'tablet' && !drawerOpen.value;
  return (
    <section
      id="panel"
      class={`panel panel-${layout.value} sheet-${sheet.value}`}
      aria-label={regions.panel}
      tabIndex={-1}
      hidden={hidden}
    >
      {layout.value === 'phone' ? <SheetHandle /> : null}
      {layout.value === 'phone' && sheet.value === 'small' ? null : <PanelContent />}
    </section>
  );
}

function PanelContent() {
  const { selected } = view.value;
  useFocusAfterClosing(selected);
  if (selected !== null) return <Card id={selected} />;
  const group = groups.value.find(({ key }) => key === opened.value);
  if (group) return <GroupList group={group} />;
  return (
    <>
      <Search />
      <ActiveFilters />
      <Tabs />
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${view.value.tab}`}>
        <TabContent tab={view.value.tab} />
      </div>
    </>
  );
}

function Tabs() {
  const { tabs, regions } = messages.value;
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(view.value.tab) + step + TABS.length) % TABS.length];
    if (step === 0 || !next) return;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={regions.panel} onKeyDown={move}>
      {TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          class="tab"
          aria-selected={view.value.tab === tab}
          aria-controls="tab-panel"
          tabIndex={view.value.tab === tab ? 0 : -1}
          onClick={() => setTab(tab)}
        >
          {tabs[tab]}
        </button>
      ))}
    </div>
  );
}

function TabContent({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case 'list':
      return <ListTab />;
    case 'filters':
      return <FiltersTab />;
    case 'layers':
      return <AreasTab />;
  }
}

/** The sheet's heights, each one button away: nothing has to be dragged. */
function SheetHandle() {
  const { panel } = messages.value;
  const stops: readonly [SheetStop, string, string][] = [
    ['small', panel.small, '▁'],
    ['half', panel.half, '▄'],
    ['full', panel.full, '█'],
  ];
  return (
    <div class="sheet-handle">
      <Headline />
      <div class="sheet-stops">
        {stops.map(([stop, label, glyph]) => (
          <button
            key={stop}
            type="button"
            class="sheet-stop"
            aria-label={label}
            aria-pressed={sheet.value === stop}
            onClick={() => {
              sheet.value = stop;
            }}
          >
            <span aria-hidden="true" class={`stop-glyph stop-${stop}`} data-glyph={glyph} />
          </button>
        ))}
      </div>
    </div>
  );
}

/** When a card closes, the focus goes back to its row in the list. */
function useFocusAfterClosing(selected: string | null): void {
  const before = useRef(selected);
  useEffect(() => {
    const closed = before.current;
    before.current = selected;
    if (closed === null || selected !== null) return;
    const row = document.getElementById(`row-${closed}`) ?? document.getElementById('panel');
    row?.focus({ preventScroll: false });
  }, [selected]);
}
