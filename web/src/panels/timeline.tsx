// Time below the map: the histogram with its two handles, the dates as fields, and playback.

import { ALL_DATES, isAllDates } from '../core/interval';
import { setTime, wholeAxis, zoomAxis } from '../state/actions';
import { axisSpan } from '../state/derived';
import { layout, messages, view } from '../state/store';
import { DateFields } from './date-fields';
import { Histogram } from './histogram';
import { PlayControls, PlaySettings } from './play-controls';

export function Timeline() {
  const { regions } = messages.value;
  const phone = layout.value === 'phone';
  return (
    <section id="timeline" class="timeline" aria-label={regions.time} tabIndex={-1}>
      <div class="timeline-controls">
        <PlayControls />
        {layout.value === 'desktop' ? <PlaySettings /> : null}
        <DateFields />
        <RangeButtons />
      </div>
      {phone || axisSpan.value === null ? null : <Histogram />}
    </section>
  );
}

function RangeButtons() {
  const { time } = messages.value;
  const narrowed = !isAllDates(view.value.time);
  const zoomed = !isAllDates(view.value.axis);
  return (
    <div class="button-row">
      <button type="button" class="button" disabled={!narrowed} onClick={() => setTime(ALL_DATES)}>
        {time.allDates}
      </button>
      {layout.value === 'phone' ? null : (
        <button type="button" class="button" disabled={!narrowed && !zoomed} onClick={zoomed ? wholeAxis : zoomAxis}>
          {zoomed ? time.zoomOut : time.zoomIn}
        </button>
      )}
    </div>
  );
}
