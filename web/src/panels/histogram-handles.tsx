// The two ends of the window as range inputs over the bars. The left handle ends where its bin begins and the right one
// begins where its bin ends, so they never cover each other, also when the window is one bin.

import { type Bins, binCount } from '../core/bins';
import type { Day } from '../core/days';
import { isAllDates } from '../core/interval';
import { formatDay } from '../i18n/format';
import { setTime } from '../state/actions';
import { push } from '../state/history';
import { locale, messages, view } from '../state/store';

const PAGE = 10;

export function Handles({ shape }: { readonly shape: Bins }) {
  const { time } = messages.value;
  const { start, end } = view.value.time;
  const count = binCount(shape);
  const first = start === null ? 0 : edgeBefore(shape, start);
  const after = end === null ? count : edgeAfter(shape, end);
  return (
    <>
      <Handle
        side="start"
        label={time.startHandle}
        value={Math.min(first, count)}
        count={count}
        text={dayText(start ?? shape.edges[0] ?? 0)}
        onMove={(edge) => move(shape, Math.min(edge, after - 1), 'start')}
      />
      <Handle
        side="end"
        label={time.endHandle}
        value={Math.max(after, 0)}
        count={count}
        text={dayText(end ?? (shape.edges[count] ?? 1) - 1)}
        onMove={(edge) => move(shape, Math.max(edge, first + 1), 'end')}
      />
    </>
  );
}

interface HandleProps {
  readonly side: 'start' | 'end';
  readonly label: string;
  readonly value: number;
  readonly count: number;
  readonly text: string;
  readonly onMove: (edge: number) => void;
}

function Handle({ side, label, value, count, text, onMove }: HandleProps) {
  return (
    <input
      type="range"
      class={`handle handle-${side}`}
      id={`handle-${side}`}
      min={0}
      max={count}
      step={1}
      value={value}
      aria-label={label}
      aria-valuetext={text}
      onInput={({ currentTarget }) => {
        onMove(Number(currentTarget.value));
        currentTarget.value = String(value);
      }}
      onChange={() => push({})}
      onKeyDown={(event) => {
        const by = event.key === 'PageUp' ? PAGE : event.key === 'PageDown' ? -PAGE : 0;
        if (by === 0) return;
        event.preventDefault();
        onMove(Math.min(count, Math.max(0, value + by)));
      }}
    />
  );
}

function dayText(day: Day): string {
  return formatDay(locale.value, day);
}

/** The last edge that is not after the day. */
function edgeBefore(shape: Bins, day: Day): number {
  const after = shape.edges.findIndex((edge) => edge > day);
  return after === -1 ? binCount(shape) : Math.max(0, after - 1);
}

/** The first edge after the day. */
function edgeAfter(shape: Bins, day: Day): number {
  const after = shape.edges.findIndex((edge) => edge > day);
  return after === -1 ? binCount(shape) : after;
}

/** Sets one end of the window to an edge; at the ends of the whole period the window is open. */
function move(shape: Bins, edge: number, side: 'start' | 'end'): void {
  const { time, axis } = view.value;
  const outermost = isAllDates(axis) && edge === (side === 'start' ? 0 : binCount(shape));
  const day = shape.edges[edge];
  if (day === undefined) return;
  const value = outermost ? null : side === 'start' ? day : day - 1;
  if (time[side] !== value) setTime({ ...time, [side]: value }, 'replace');
}
