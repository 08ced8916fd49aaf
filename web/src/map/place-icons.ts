// Small marks of the base map: settlements by rank, peaks, passes, crossings, intakes and airports.

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
  'place-airport': { half: 7, draw: airport },
  'place-intake': { half: 5, draw: intake },
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

/** Thin slanted lines that fit together at the edges of the tile. */
export function drawHatch(ink: string): Image | null {
  const side = 8 * PIXEL_RATIO;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.strokeStyle = ink;
  context.globalAlpha = 0.4;
  context.lineWidth = 0.9 * PIXEL_RATIO;
  context.beginPath();
  for (const shift of [-side, 0, side]) {
    context.moveTo(shift - 2, side + 2);
    context.lineTo(shift + side + 2, -2);
  }
  context.stroke();
  return context.getImageData(0, 0, side, side);
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

/** An aeroplane seen from above, as maps have it. */
function airport(context: CanvasRenderingContext2D): void {
  polygon(context, [
    [0, -6],
    [0.9, -4.5],
    [0.9, -1.6],
    [5.6, 1.4],
    [5.6, 2.7],
    [0.9, 1.3],
    [0.7, 4],
    [2.3, 5.2],
    [2.3, 6],
    [0, 5.4],
    [-2.3, 6],
    [-2.3, 5.2],
    [-0.7, 4],
    [-0.9, 1.3],
    [-5.6, 2.7],
    [-5.6, 1.4],
    [-0.9, -1.6],
    [-0.9, -4.5],
  ]);
}

/** A gate across the water. */
function intake(context: CanvasRenderingContext2D): void {
  polygon(context, [
    [-3.6, -3],
    [3.6, -3],
    [3.6, -1.4],
    [-3.6, -1.4],
  ]);
  polygon(context, [
    [-1, -1.4],
    [1, -1.4],
    [1, 3.4],
    [-1, 3.4],
  ]);
}

function polygon(context: CanvasRenderingContext2D, points: readonly [number, number][]): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
}
