// Tells screen readers what is shown now: at most once a second, and not while the time runs.

import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { incidents, locale, playing } from '../state/store';
import { headlineParts } from './headline';

const QUIET = 1000;

export function LiveRegion() {
  const [text, setText] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const parts = incidents.value.status === 'ready' ? headlineParts(locale.value) : [];
      clearTimeout(timer);
      if (!playing.value) timer = setTimeout(() => setText(parts.join(', ')), QUIET);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <p class="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}
