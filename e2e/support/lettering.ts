// Whether words stand on the map letter by letter: they are drawn once more on a canvas of the page, and that picture
// is looked for around a place. Boxes in place of letters do not fit.

import type { Page } from '@playwright/test';
import { type Picture, pixel } from './pixels';

interface Template {
  readonly width: number;
  readonly height: number;
  /** How dark each pixel is, 0 to 1. */
  readonly ink: readonly number[];
}

/** The words as the page's own font has them, in a size in pixels. */
export async function lettering(page: Page, text: string, size: number): Promise<Template> {
  return page.evaluate(
    async ([words, pixels]) => {
      const font = `400 ${pixels}px "Noto Sans"`;
      await document.fonts.load(font, words);
      const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('no canvas');
      context.font = font;
      const width = Math.ceil(context.measureText(words).width) + 2;
      const height = Math.ceil(pixels * 1.5);
      context.canvas.width = width;
      context.canvas.height = height;
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, width, height);
      context.fillStyle = '#000000';
      context.font = font;
      context.textBaseline = 'middle';
      context.fillText(words, 1, height / 2);
      const { data } = context.getImageData(0, 0, width, height);
      const ink = Array.from({ length: width * height }, (_, n) => 1 - (data[4 * n] ?? 255) / 255);
      return { width, height, ink };
    },
    [text, size] as const,
  );
}

/** How well the words fit best, within so many pixels of a place: 1 is a perfect copy. */
export function bestFit({ png, at }: Picture, lon: number, lat: number, template: Template, reach = 130): number {
  const place = at(lon, lat);
  if (!place) throw new Error(`${lon}, ${lat} is outside the picture`);
  const { width, height, ink } = template;
  const rows = 40;
  let best = 0;
  for (let top = place.y - rows; top <= place.y + rows - height; top += 1) {
    for (let left = place.x - reach; left <= place.x + reach - width; left += 1) {
      const there: number[] = [];
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) there.push(1 - pixel(png, left + x, top + y)[1] / 255);
      }
      best = Math.max(best, correlation(ink, there));
    }
  }
  return best;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squareA, squareB] = [0, 0, 0];
  for (let n = 0; n < a.length; n += 1) {
    const [da, db] = [(a[n] ?? 0) - meanA, (b[n] ?? 0) - meanB];
    both += da * db;
    squareA += da * da;
    squareB += db * db;
  }
  return squareA > 0 && squareB > 0 ? both / Math.sqrt(squareA * squareB) : 0;
}
