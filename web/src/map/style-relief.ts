// The relief: a picture of the land with the shadows of its mountains, laid over the land.

import type { ImageSourceSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette';

/** Where the window of the base map lies, as the picture of the relief has it: clockwise from the north-west. */
const RELIEF_CORNERS: ImageSourceSpecification['coordinates'] = [
  [55, 48],
  [85, 48],
  [85, 34],
  [55, 34],
];

/** The layer under which it lies. */
export const RELIEF_BELOW = 'neighbours';

export function reliefSource(url: string): ImageSourceSpecification {
  return { type: 'image', url, coordinates: RELIEF_CORNERS };
}

/** Land with its shadows, for as long as the pixels are not seen one by one. */
export function reliefLayer(palette: Palette): LayerSpecification {
  const { strength, brightness } = palette.relief;
  return {
    id: 'relief',
    type: 'raster',
    source: 'relief',
    maxzoom: 9,
    paint: {
      'raster-opacity': ['interpolate', ['linear'], ['zoom'], 5, strength, 6.5, strength * 0.85, 9, 0],
      // The picture is in the light palette's colours.
      'raster-brightness-max': brightness,
      'raster-saturation': brightness < 1 ? -1 : 0,
      'raster-resampling': 'linear',
      'raster-fade-duration': 0,
    },
  };
}
