// Symbols of the incidents as images: shape and colour of the category, radius by deaths, hollow when the place is
// only roughly known, a question mark when the number of dead is unknown, a badge when several share the point.

import { CATEGORY_COLOURS, HALO, OUTLINE } from '../core/colours';
import { isHollow, radiusOf } from '../core/encoding';
import type { Category, Incident } from '../core/incident';
import { circle, shapeOf } from '../core/shapes';

export interface IncidentSymbol {
  readonly category: Category;
  readonly radius: number;
  readonly hollow: boolean;
  readonly unknown: boolean;
  /** Incidents at the point. */
  readonly count: number;
}

export interface Image {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Images are drawn at twice the size, for sharp edges on dense screens. */
export const PIXEL_RATIO = 2;

export function symbolOf(incident: Incident, count: number): IncidentSymbol {
  return {
    category: incident.category,
    radius: Math.round(radiusOf(incident.deaths.best)),
    hollow: isHollow(incident.locationPrecision),
    unknown: incident.deaths.best === null,
    count,
  };
}

/** Same symbol, same name. */
export function symbolName({ category, radius, hollow, unknown, count }: IncidentSymbol): string {
  return `${category}-${radius}${hollow ? '-hollow' : ''}${unknown ? '-unknown' : ''}${count > 1 ? `-${count}` : ''}`;
}

export function drawSymbol(symbol: IncidentSymbol): Image {
  const { radius, count } = symbol;
  const half = Math.ceil(halfOf(symbol));
  const context = canvasOf(half);
  const outline = new Path2D(shapeOf(symbol.category, radius));
  context.lineJoin = 'round';
  stroke(context, outline, HALO, 4);
  fillSymbol(context, symbol, outline);
  stroke(context, outline, OUTLINE, 1.5);
  if (symbol.unknown) drawQuestionMark(context, radius);
  if (count > 1) drawBadge(context, radius, count);
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}

/** Half the image's width: no wider than needed, since names on the map keep clear of the whole image. */
function halfOf({ category, radius, unknown, count }: IncidentSymbol): number {
  const shape = radius * REACH_OF_SHAPE[category] + 3;
  if (count > 1) return Math.max(shape, radius * 0.72 + 12);
  return unknown ? Math.max(shape, radius + 10) : shape;
}

/** How far a shape's corners reach, in radii (core/shapes.ts). */
const REACH_OF_SHAPE: Readonly<Record<Category, number>> = {
  clash: 1,
  explosion: 1.28,
  civilians: 1.25,
  unrest: 0.89,
  operation: 1.1,
  political: 1,
  other: 1.15,
};

/** Ring around the selected or pointed-at symbol. */
export function drawHighlight(radius: number, strong: boolean): Image {
  const context = canvasOf(radius + 12);
  const ring = new Path2D(circle(radius + 6));
  stroke(context, ring, HALO, strong ? 6 : 4);
  stroke(context, ring, OUTLINE, strong ? 3 : 1.5);
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}

function fillSymbol(context: CanvasRenderingContext2D, symbol: IncidentSymbol, outline: Path2D): void {
  const { category, radius, hollow } = symbol;
  const colour = CATEGORY_COLOURS[category];
  const ring = category === 'political';
  if (!hollow && !ring) {
    context.fillStyle = colour;
    context.globalAlpha = radius > 12 ? 0.86 : 1;
    context.fill(outline);
    context.globalAlpha = 1;
    return;
  }
  context.save();
  context.clip(outline);
  context.fillStyle = radius > 12 ? 'rgba(255,255,255,0.35)' : 'rgba(255,255,255,0.85)';
  context.fill(outline);
  const band = ring && !hollow ? radius * 0.62 : Math.min(4, radius * 0.5);
  stroke(context, outline, colour, band * 2);
  if (ring && hollow) {
    context.fillStyle = colour;
    context.fill(new Path2D(circle(Math.max(1.4, radius * 0.22))));
  }
  context.restore();
}

function drawQuestionMark(context: CanvasRenderingContext2D, radius: number): void {
  context.font = '700 10px "Noto Sans", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const [x, y] = [-(radius + 5), -(radius + 1)];
  context.strokeStyle = HALO;
  context.lineWidth = 3;
  context.strokeText('?', x, y);
  context.fillStyle = OUTLINE;
  context.fillText('?', x, y);
}

function drawBadge(context: CanvasRenderingContext2D, radius: number, count: number): void {
  const written = String(count);
  const width = 8 + 5.6 * written.length;
  const [x, y] = [radius * 0.72 + 4, -radius * 0.72 - 4];
  context.beginPath();
  context.roundRect(x - width / 2, y - 6.5, width, 13, 6.5);
  context.fillStyle = OUTLINE;
  context.fill();
  context.strokeStyle = HALO;
  context.lineWidth = 1;
  context.stroke();
  context.font = '700 9.5px "Noto Sans", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = HALO;
  context.fillText(written, x, y + 0.5);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function canvasOf(half: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = 2 * half * PIXEL_RATIO;
  canvas.height = 2 * half * PIXEL_RATIO;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2D canvas');
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  context.translate(half, half);
  return context;
}
