// The frames of playback: which window follows which.

import type { Span } from './bins';
import type { Interval } from './interval';
import { isAllDates } from './interval';
import { edges, floorTo, type Step, shift } from './steps';
import type { TimeMode } from './view-state';

export interface Playback {
  readonly mode: TimeMode;
  readonly step: Step;
  readonly span: Span;
}

/** The frame to begin with: the present window aligned to steps, or the first step when everything is shown. */
export function firstFrame(window: Interval, { mode, step, span }: Playback): Interval {
  const start = window.start === null ? floorTo(step, span.first) : floorTo(step, window.start);
  const last = window.end ?? span.last;
  const fromBeginning = isAllDates(window) || last >= span.last;
  if (mode === 'cumulative') {
    const end = fromBeginning ? shift(step, start, 1) - 1 : shift(step, last, 1) - 1;
    return { start, end };
  }
  const length = isAllDates(window) ? 1 : edges(step, start, last).length - 1;
  const from = fromBeginning ? floorTo(step, span.first) : start;
  return { start: from, end: shift(step, from, Math.min(length, 1000)) - 1 };
}

/** The frame `count` steps on (or back), or null when there is nothing further that way. */
export function nextFrame(window: Interval, playback: Playback, count = 1): Interval | null {
  const { mode, step, span } = playback;
  if (window.start === null || window.end === null) return firstFrame(window, playback);
  const forward = count > 0;
  if (forward ? window.end >= span.last : window.end < span.first) return null;
  const start = floorTo(step, window.start);
  const length = edges(step, start, window.end).length - 1;
  if (mode === 'cumulative') {
    const end = shift(step, start, length + count) - 1;
    return end < start ? null : { start, end };
  }
  const next = { start: shift(step, start, count), end: shift(step, start, count + length) - 1 };
  return next.end < span.first ? null : next;
}
