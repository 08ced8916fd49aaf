// Play, pause, one step on or back; and how large, how fast and in which way the steps are.

import { STEPS } from '../core/steps';
import { push } from '../state/history';
import { pause, play, stepBy } from '../state/playback';
import { layout, messages, playing, view } from '../state/store';

const SPEEDS = [0.25, 0.5, 1, 2, 4, 10, 20] as const;
const MODES = ['window', 'cumulative'] as const;

export function PlayControls() {
  const { time } = messages.value;
  const label = playing.value ? time.pause : time.play;
  // A phone has room for one button; steps back and on are a matter of the date fields there.
  const phone = layout.value === 'phone';
  return (
    <div class="button-row">
      {phone ? null : <StepButton label={time.previous} path="M11 3L5 8l6 5zM3.5 3v10" count={-1} />}
      <button
        type="button"
        class="button icon-button button-play"
        aria-label={label}
        title={label}
        onClick={playing.value ? pause : play}
      >
        <Glyph path={playing.value ? 'M5 3v10M11 3v10' : 'M4 2.5l9 5.5-9 5.5z'} />
      </button>
      {phone ? null : <StepButton label={time.next} path="M5 3l6 5-6 5zM12.5 3v10" count={1} />}
    </div>
  );
}

function StepButton({ label, path, count }: { readonly label: string; readonly path: string; readonly count: 1 | -1 }) {
  return (
    <button type="button" class="button icon-button" aria-label={label} title={label} onClick={() => stepBy(count)}>
      <Glyph path={path} />
    </button>
  );
}

export function PlaySettings() {
  const { time } = messages.value;
  const { step, mode, speed } = view.value;
  return (
    <div class="button-row">
      <Select
        label={time.step}
        value={step}
        options={STEPS.map((it) => [it, time.steps[it]])}
        onPick={(it) => push({ step: it })}
      />
      <Select
        label={time.mode}
        value={mode}
        options={MODES.map((it) => [it, time.modes[it]])}
        onPick={(it) => push({ mode: it })}
      />
      <Select
        label={time.speed}
        value={SPEEDS.find((it) => it === speed) ?? 2}
        options={SPEEDS.map((it) => [it, `${it}×`])}
        onPick={(it) => push({ speed: it })}
      />
    </div>
  );
}

interface SelectProps<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onPick: (value: T) => void;
}

function Select<T extends string | number>({ label, value, options, onPick }: SelectProps<T>) {
  return (
    <select
      aria-label={label}
      title={label}
      value={String(value)}
      onChange={({ currentTarget }) => {
        const picked = options.find(([option]) => String(option) === currentTarget.value);
        if (picked) onPick(picked[0]);
      }}
    >
      {options.map(([option, text]) => (
        <option key={option} value={String(option)}>
          {text}
        </option>
      ))}
    </select>
  );
}

function Glyph({ path }: { readonly path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" class="glyph">
      <path d={path} />
    </svg>
  );
}
