// The window typed: a day, a month or a year on either side. What cannot be read stays, with a message beside it.

import { useEffect, useState } from 'preact/hooks';
import type { Day } from '../core/days';
import { parseTypedDate } from '../core/typed-date';
import { fieldDay } from '../i18n/format';
import { setTime } from '../state/actions';
import { messages, view } from '../state/store';

type Side = 'start' | 'end';

export function DateFields() {
  const { time } = messages.value;
  const window = view.value.time;
  const reversed = (side: Side, day: Day | null) => {
    const other = side === 'start' ? window.end : window.start;
    if (day === null || other === null) return false;
    return side === 'start' ? day > other : day < other;
  };
  const set = (side: Side) => (day: Day | null) => {
    if (reversed(side, day)) return time.endBeforeStart;
    setTime({ ...window, [side]: day });
    return null;
  };
  return (
    <div class="date-fields">
      <DateField id="date-start" label={time.start} side="start" value={window.start} onChange={set('start')} />
      <DateField id="date-end" label={time.end} side="end" value={window.end} onChange={set('end')} />
    </div>
  );
}

interface DateFieldProps {
  readonly id: string;
  readonly label: string;
  readonly side: Side;
  readonly value: Day | null;
  /** Says what is wrong with a day that is one, or null. */
  readonly onChange: (day: Day | null) => string | null;
}

function DateField({ id, label, side, value, onChange }: DateFieldProps) {
  const { time } = messages.value;
  const [typed, setTyped] = useState(fieldDay(value));
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setTyped(fieldDay(value));
    setProblem(null);
  }, [value]);
  const commit = () => {
    if (typed.trim() === fieldDay(value)) return setProblem(null);
    const day = typed.trim() === '' ? null : parseTypedDate(typed, side);
    setProblem(day === null && typed.trim() !== '' ? time.badDate : onChange(day));
  };
  return (
    <div class="field date-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        placeholder={time.format}
        size={10}
        value={typed}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={commit}
        onKeyDown={({ key }) => key === 'Enter' && commit()}
      />
      {problem === null ? null : (
        <p class="problem" role="alert" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
