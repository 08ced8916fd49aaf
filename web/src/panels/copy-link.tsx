// Copies the address of the present view. Where the browser does not allow it, the address is there to be copied.

import { useState } from 'preact/hooks';
import { currentAddress } from '../state/history';
import { messages } from '../state/store';

export function CopyLink() {
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle');
  const { card } = messages.value;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(currentAddress());
      setState('copied');
    } catch {
      setState('by-hand');
    }
  };
  return (
    <div class="copy-link">
      <button type="button" class="button" onClick={() => void copy()}>
        {state === 'copied' ? card.copied : card.copyLink}
      </button>
      {state === 'by-hand' ? (
        <input
          type="text"
          readOnly
          aria-label={card.copyLink}
          value={currentAddress()}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      ) : null}
    </div>
  );
}
