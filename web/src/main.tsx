// Starts the page: address, data, interface. The map engine is by far the largest part and comes last, on its own.

import './styles/index.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './panels/app';
import { revealPanel } from './state/actions';
import { startHistory } from './state/history';
import { startKeys } from './state/keys';
import { startLanguage } from './state/language';
import { startLayout } from './state/layout';
import { load } from './state/load';
import { startPlayback } from './state/playback';
import { locale, view } from './state/store';

startHistory();
// The words first: the page waits for them, and for nothing else.
const words = startLanguage();
startLayout();
startPlayback();
startKeys();
load();
if (view.value.selected !== null) revealPanel();
void words.then(show);

function show(): void {
  effect(() => {
    document.documentElement.lang = locale.value.code;
    document.title = `${locale.value.messages.title}: ${locale.value.messages.tagline}`;
  });
  const root = document.getElementById('app');
  if (root) render(<App />, root);
}
