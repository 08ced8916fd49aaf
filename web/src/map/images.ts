// The images of symbols and marks, each drawn once, when it is first needed.

import type { Map as MapLibreMap } from 'maplibre-gl';
import { drawHighlight, drawSymbol, type Image, type IncidentSymbol, PIXEL_RATIO, symbolName } from './icons';
import type { Palette } from './palette';
import { drawHatch, drawPlaceIcon, PLACE_ICONS } from './place-icons';

export class Images {
  private readonly names = new Set<string>();

  constructor(private readonly map: MapLibreMap) {}

  addSymbols(symbols: readonly IncidentSymbol[]): void {
    for (const symbol of symbols) this.add(symbolName(symbol), () => drawSymbol(symbol));
  }

  addHighlight(name: string, radius: number, strong: boolean): void {
    this.add(name, () => drawHighlight(radius, strong));
  }

  /** Marks and the hatch of the base map, in the palette's ink; also when the palette changes. */
  setPlaceIcons(palette: Palette): void {
    for (const name of Object.keys(PLACE_ICONS)) this.put(name, drawPlaceIcon(name, palette.dot, palette.halo));
    this.put('hatch', drawHatch(palette.border));
  }

  private put(name: string, image: Image | null): void {
    if (image && this.map.hasImage(name)) this.map.updateImage(name, image);
    else if (image) this.add(name, () => image);
  }

  private add(name: string, draw: () => Image): void {
    if (this.names.has(name)) return;
    this.names.add(name);
    this.map.addImage(name, draw(), { pixelRatio: PIXEL_RATIO });
  }
}
