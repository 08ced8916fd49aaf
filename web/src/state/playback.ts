// Play and pause. A frame is shown only when the map has painted the one before, at most four times a second; at a
// higher speed frames in between are left out, so the printed date is always the painted one.

import { effect } from '@preact/signals';
import { firstFrame, nextFrame, type Playback } from '../core/frames';
import { axisSpan } from './derived';
import { push, replace } from './history';
import { playing, view } from './store';

const SHORTEST_FRAME = 250;
const LONGEST_PAINT = 1000;

/** Resolves when the map shows what it was last given; set by the map, at once without one. */
let painted: () => Promise<void> = () => Promise.resolve();

export function whenPainted(wait: () => Promise<void>): void {
  painted = wait;
}

export function play(): void {
  const playback = present();
  if (!playback) return;
  playing.value = true;
  push({ time: firstFrame(view.value.time, playback) });
}

export function pause(): void {
  playing.value = false;
}

export function stepBy(count: 1 | -1): void {
  const playback = present();
  if (!playback) return;
  playing.value = false;
  const next = nextFrame(view.value.time, playback, count);
  if (next) push({ time: next });
}

/** Runs the frames while `playing` is on; leaving the tab stops it. */
export function startPlayback(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) pause();
  });
  effect(() => {
    if (playing.value) void run();
  });
}

async function run(): Promise<void> {
  while (playing.value) {
    const { frames, wait } = pace(view.value.speed);
    await Promise.all([pauseFor(wait), Promise.race([painted(), pauseFor(LONGEST_PAINT)])]);
    if (!playing.value) return;
    if (!advance(frames)) playing.value = false;
  }
}

/** How many steps at once, and how long a frame stays. */
function pace(speed: number): { frames: number; wait: number } {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches ? Math.min(speed, 1) : speed;
  const frames = Math.max(1, Math.round((calm * SHORTEST_FRAME) / 1000));
  return { frames, wait: (frames * 1000) / calm };
}

function advance(frames: number): boolean {
  const playback = present();
  if (!playback) return false;
  let target = view.value.time;
  for (let n = 0; n < frames; n += 1) {
    const next = nextFrame(target, playback);
    if (!next) break;
    target = next;
  }
  if (target === view.value.time) return false;
  replace({ time: target });
  return true;
}

function present(): Playback | null {
  const { mode, step } = view.value;
  return axisSpan.value && { mode, step, span: axisSpan.value };
}

function pauseFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
