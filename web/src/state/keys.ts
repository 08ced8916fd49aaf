// Keys that work anywhere on the page.

import { closeCard, closeGroup } from './actions';
import { pointer } from './commands';
import { drawerOpen, hovered, layout, opened, playing, sheet, view } from './store';

export function startKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && closeTopmost()) event.preventDefault();
    if (event.key === '/' && !isTyping(event.target)) {
      const search = document.getElementById('search');
      if (!search) return;
      event.preventDefault();
      search.focus();
    }
  });
}

/** The tooltip, the card, the fan, the drawer: one at a time. */
function closeTopmost(): boolean {
  if (pointer.value !== null) {
    pointer.value = null;
    hovered.value = [];
  } else if (view.value.selected !== null) closeCard();
  else if (opened.value !== null) closeGroup();
  else if (playing.value) playing.value = false;
  else if (layout.value === 'tablet' && drawerOpen.value) drawerOpen.value = false;
  else if (layout.value === 'phone' && sheet.value !== 'small') sheet.value = 'small';
  else return false;
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea');
}
