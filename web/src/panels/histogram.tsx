// Incidents over time. Grey: all that pass the other filters; colour: those inside the window. Two native range inputs
// are the handles, and a click on a bar chooses its time, so that nothing has to be dragged.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Bins } from '../core/bins';
import { binCount } from '../core/bins';
import { formatShortDay } from '../i18n/format';
import { bars, bins } from '../state/derived';
import { locale, messages } from '../state/store';
import { Bars, INSET } from './histogram-bars';
import { Handles } from './histogram-handles';

export function Histogram() {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const shape = bins.value;
  return (
    <div class="histogram" ref={box}>
      {shape && size.width > 2 * INSET ? (
        <>
          <Bars shape={shape} bars={bars.value} width={size.width} height={size.height} label={label(shape)} />
          <Handles shape={shape} />
        </>
      ) : null}
    </div>
  );
}

function label(shape: Bins): string {
  const { time } = messages.value;
  const first = shape.edges[0] ?? 0;
  const last = (shape.edges[binCount(shape)] ?? 1) - 1;
  return time.histogram(
    time.perBin[shape.step],
    formatShortDay(locale.value, first),
    formatShortDay(locale.value, last),
  );
}
