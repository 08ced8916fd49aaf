// The page as a whole: header, panel, map, timeline.

import { messages } from '../state/store';
import { Header } from './header';
import { LiveRegion } from './live-region';
import { MapView } from './map-view';
import { Notices } from './notices';
import { CardOrList } from './panel';
import { Timeline } from './timeline';

export function App() {
  const { skip } = messages.value;
  return (
    <>
      <nav class="skip-links">
        <a href="#panel">{skip.list}</a>
        <a href="#map">{skip.map}</a>
        <a href="#timeline">{skip.time}</a>
      </nav>
      <Header />
      <main class="page">
        <CardOrList />
        <MapView />
        <Timeline />
      </main>
      <Notices />
      <LiveRegion />
    </>
  );
}
