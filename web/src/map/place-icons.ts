// Small marks of the base map: settlements by rank, peaks, passes and crossings.

import type { Image } from './icons';
import { PIXEL_RATIO } from './icons';

type Draw = (context: CanvasRenderingContext2D) => void;

/** Name of the image → half its width, and how to draw it around 0,0. */
export const PLACE_ICONS: Readonly<Record<string, { half: number; draw: Draw }>> = {
  'place-capital': { half: 7, draw: capital },
  'place-city': { half: 5, draw: (context) => dot(context, 3.2, true) },
  'place-town': { half: 4, draw: (context) => dot(context, 2.3, true) },
  'place-village': { half: 3, draw: (context) => dot(context, 1.6, false) },
  'place-peak': {
    half: 5,
    draw: (context) =>
      polygon(context, [
        [0, -4],
        [4, 3],
        [-4, 3],
      ]),
  },
  'place-pass': { half: 5, draw: pass },
  'place-crossing': {
    half: 5,
    draw: (context) =>
      polygon(context, [
        [0, -3.4],
        [3.4, 0],
        [0, 3.4],
        [-3.4, 0],
      ]),
  },
};

export function drawPlaceIcon(name: string, ink: string, halo: string): Image | null {
  const icon = PLACE_ICONS[name];
  if (!icon) return null;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = icon.half * 2 * PIXEL_RATIO;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  context.translate(icon.half, icon.half);
  context.fillStyle = ink;
  context.strokeStyle = halo;
  icon.draw(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function dot(context: CanvasRenderingContext2D, radius: number, hollow: boolean): void {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.fill();
  if (!hollow) return;
  context.beginPath();
  context.arc(0, 0, radius - 1.1, 0, 2 * Math.PI);
  context.fillStyle = context.strokeStyle;
  context.fill();
}

function capital(context: CanvasRenderingContext2D): void {
  const ink = context.fillStyle;
  dot(context, 5, true);
  context.fillStyle = ink;
  dot(context, 2.2, false);
}

function pass(context: CanvasRenderingContext2D): void {
  context.strokeStyle = context.fillStyle;
  context.lineWidth = 1.4;
  for (const side of [-1, 1]) {
    context.beginPath();
    context.arc(
      side * 4.4,
      0,
      3.2,
      side > 0 ? Math.PI * 0.6 : Math.PI * -0.4,
      side > 0 ? Math.PI * 1.4 : Math.PI * 0.4,
    );
    context.stroke();
  }
}

function polygon(context: CanvasRenderingContext2D, points: readonly [number, number][]): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
}
