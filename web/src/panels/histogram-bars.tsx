// The bars and the axis. A click takes one bar as the window, a drag over several takes them all.

import { useRef } from 'preact/hooks';
import { type Bin, type Bins, binCount } from '../core/bins';
import { dayOf, partsOf } from '../core/days';
import { axisTicks } from '../core/ticks';
import { setTime } from '../state/actions';
import { locale, messages, view } from '../state/store';

const AXIS_HEIGHT = 17;
/** Room for half a handle beyond the first and the last bar. */
export const INSET = 24;

const TOP = 4;

interface BarsProps {
  readonly shape: Bins;
  readonly bars: readonly Bin[];
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

export function Bars({ shape, bars, width, height, label }: BarsProps) {
  const room = height - AXIS_HEIGHT - TOP;
  const highest = Math.max(1, ...bars.map(({ total }) => total));
  const scale = (value: number) => (value / highest) * room;
  const barWidth = (width - 2 * INSET) / binCount(shape);
  const brush = useBrush(shape, width);
  return (
    <svg class="bars" width={width} height={height} role="img" aria-label={label} {...brush}>
      <defs>
        <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="4" class="hatch-ground" />
          <line x1="0" y1="0" x2="0" y2="4" class="hatch-line" />
        </pattern>
      </defs>
      <WindowBand shape={shape} width={width} height={height - AXIS_HEIGHT} />
      {bars.map((bar, n) => (
        <Bar key={shape.edges[n]} bar={bar} x={INSET + n * barWidth} width={barWidth} base={room + TOP} scale={scale} />
      ))}
      <Axis shape={shape} width={width} y={room + TOP} />
      <text class="axis-highest" x={0} y={TOP + 9}>
        {highest}
        <tspan dx={INSET - 10}>{messages.value.time.caption(messages.value.time.perBin[shape.step])}</tspan>
      </text>
    </svg>
  );
}

interface BarProps {
  readonly bar: Bin;
  readonly x: number;
  readonly width: number;
  readonly base: number;
  readonly scale: (value: number) => number;
}

function Bar({ bar, x, width, base, scale }: BarProps) {
  const gap = width > 5 ? 1.5 : 0.5;
  const rect = (value: number, name: string, below = 0) =>
    value === 0 ? null : (
      <rect class={name} x={x + gap / 2} width={width - gap} y={base - scale(value + below)} height={scale(value)} />
    );
  return (
    <>
      {rect(bar.total, 'bar-total')}
      {rect(bar.inside, 'bar-inside')}
      {rect(bar.coarse, 'bar-coarse', bar.total - bar.coarse)}
    </>
  );
}

function WindowBand({
  shape,
  width,
  height,
}: {
  readonly shape: Bins;
  readonly width: number;
  readonly height: number;
}) {
  const { start, end } = view.value.time;
  const from = start === null ? INSET : positionOf(shape, start, width);
  const to = end === null ? width - INSET : positionOf(shape, end + 1, width);
  if (start === null && end === null) return null;
  return <rect class="window-band" x={from} y={0} width={Math.max(2, to - from)} height={height} />;
}

function Axis({ shape, width, y }: { readonly shape: Bins; readonly width: number; readonly y: number }) {
  const { axisDay, axisMonth } = locale.value.tables.dates;
  const ticks = axisTicks(shape, (width - 2 * INSET) / 58);
  return (
    <g class="axis">
      <line x1={INSET} y1={y + 0.5} x2={width - INSET} y2={y + 0.5} />
      {ticks.map(({ day, unit }) => {
        const x = positionOf(shape, day, width);
        const parts = partsOf(day);
        const text = unit === 'year' ? `${parts.year}` : unit === 'month' ? axisMonth(parts) : axisDay(parts);
        return (
          <g key={day}>
            <line x1={x} y1={y} x2={x} y2={y + 4} />
            <text x={x} y={y + 14} class={x > width - 60 ? 'axis-text axis-text-end' : 'axis-text'}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Where a day lies across the drawing; days outside lie at its ends. Bins are equally wide, whatever their days. */
function positionOf(shape: Bins, day: number, width: number): number {
  const count = binCount(shape);
  const barWidth = (width - 2 * INSET) / count;
  const after = shape.edges.findIndex((edge) => edge > day);
  if (after === -1) return width - INSET;
  if (after === 0) return INSET;
  const [from, to] = [shape.edges[after - 1] ?? day, shape.edges[after] ?? day + 1];
  return INSET + (after - 1 + (day - from) / (to - from)) * barWidth;
}

/** Pointer handlers that turn a click or a drag into a window of whole bins. */
function useBrush(shape: Bins, width: number) {
  const anchor = useRef<number | null>(null);
  const binUnder = (event: PointerEvent): number => {
    const { left } = (event.currentTarget as SVGElement).getBoundingClientRect();
    const count = binCount(shape);
    const bin = Math.floor(((event.clientX - left - INSET) / (width - 2 * INSET)) * count);
    return Math.min(count - 1, Math.max(0, bin));
  };
  const take = (event: PointerEvent, how: 'push' | 'replace') => {
    const bin = binUnder(event);
    const [low, high] = [Math.min(anchor.current ?? bin, bin), Math.max(anchor.current ?? bin, bin)];
    setTime({ start: shape.edges[low] ?? dayOf(1970, 1, 1), end: (shape.edges[high + 1] ?? 1) - 1 }, how);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
      anchor.current = binUnder(event);
    },
    onPointerMove: (event: PointerEvent) => {
      if (anchor.current !== null && event.buttons === 1) take(event, 'replace');
    },
    onPointerUp: (event: PointerEvent) => {
      if (anchor.current !== null) take(event, 'push');
      anchor.current = null;
    },
  };
}
