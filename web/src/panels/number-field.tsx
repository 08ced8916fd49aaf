// A whole number or nothing. What cannot be read stays in the field, with a message beside it.

import { useEffect, useState } from 'preact/hooks';
import { messages } from '../state/store';

interface NumberFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

export function NumberField({ id, label, value, onChange }: NumberFieldProps) {
  const written = value === null ? '' : String(value);
  const [typed, setTyped] = useState(written);
  useEffect(() => setTyped(written), [written]);
  const valid = /^\d*$/.test(typed.trim());
  const commit = () => {
    if (valid && typed.trim() !== written) onChange(typed.trim() === '' ? null : Number(typed));
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={typed}
        aria-invalid={!valid}
        aria-describedby={valid ? undefined : `${id}-problem`}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onChange={commit}
        onKeyDown={({ key }) => key === 'Enter' && commit()}
      />
      {valid ? null : (
        <p class="problem" id={`${id}-problem`}>
          {messages.value.filters.badNumber}
        </p>
      )}
    </div>
  );
}
