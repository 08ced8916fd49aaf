// Whether the screen shows what the map was last given. Playback waits for it, and so do tests: the map's element
// carries `data-map="painting"` or `data-map="painted"`, and `data-drawn` with the number of incidents on the map.

import type { Map as MapLibreMap } from 'maplibre-gl';

export class Painted {
  private complete = false;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly map: MapLibreMap,
    private readonly element: HTMLElement,
  ) {
    this.changed();
    map.on('movestart', () => this.changed());
    map.on('idle', () => this.settle());
  }

  /** Whether all that the page asked the server for has come; before that, an idle map proves nothing. */
  setComplete(complete: boolean): void {
    this.complete = complete;
    this.changed();
  }

  /** Something was given to the map that is not on the screen yet. */
  changed(): void {
    this.element.dataset.map = 'painting';
    this.map.triggerRepaint();
  }

  drawn(incidents: number): void {
    this.element.dataset.drawn = String(incidents);
    this.changed();
  }

  whenPainted(): Promise<void> {
    if (this.element.dataset.map === 'painted') return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private settle(): void {
    if (this.complete) this.element.dataset.map = 'painted';
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
