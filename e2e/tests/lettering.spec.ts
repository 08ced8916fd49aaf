// Names on the map in five languages: the letters of each alphabet are drawn, not boxes.

import { bestFit, lettering } from '../support/lettering';
import { mapParameter, picture } from '../support/pixels';
import { expect, openMap, test } from '../support/test';

/** Nothing happened in the data then, so no symbol stands where the names are. */
const QUIET = 't=1970-01-01/1970-12-31&layers=none';
const ZOOM = 11;
/** Of towns of rank 3 and cities of rank 2, at that zoom (web/src/map/style-settlements.ts). */
const TOWN = 15;
const CITY = 16;

const KOK_JANGGAK = { lon: 73.2, lat: 41.03, size: TOWN };
const NAMES = [
  { language: 'en', name: 'Kök-Janggak', ...KOK_JANGGAK },
  { language: 'ru', name: 'Кок-Жангак', ...KOK_JANGGAK },
  { language: 'tg', name: 'Кӯкёнғоқ', ...KOK_JANGGAK },
  { language: 'tg', name: 'Қадамҷой', lon: 71.73, lat: 40.13, size: TOWN },
  { language: 'tg', name: 'Қаршӣ', lon: 65.789, lat: 38.861, size: CITY },
  { language: 'tg', name: 'Ваҳдат', lon: 69.014, lat: 38.556, size: TOWN },
  { language: 'ky', name: 'Көк-Жаңгак', ...KOK_JANGGAK },
  { language: 'ky', name: 'Сүлүктү', lon: 69.568, lat: 39.937, size: TOWN },
  { language: 'uz', name: 'Koʻkyongʻoq', ...KOK_JANGGAK },
] as const;
const SPECIAL = /[ғӣқӯҳҷңөүʻ]/gi;

test('the names that are looked at hold every letter that the three alphabets add', () => {
  const letters = new Set(NAMES.flatMap(({ name }) => name.toLowerCase().match(SPECIAL) ?? []));
  expect([...letters].sort()).toEqual([...'ғӣқӯҳҷңөүʻ'].sort());
});

for (const { language, name, lon, lat, size } of NAMES) {
  test(`${language}: ${name} stands on the map letter by letter`, async ({ page, url }) => {
    const camera = { zoom: ZOOM, lat, lon };
    await openMap(page, `${url}/map?${mapParameter(camera)}&${QUIET}&lang=${language}`);
    const map = await picture(page, camera);
    const fit = bestFit(map, lon, lat, await lettering(page, name, size));
    expect(fit, 'the name').toBeGreaterThan(0.75);
    if (!name.match(SPECIAL)) return;
    const boxes = await lettering(page, name.replace(SPECIAL, '□'), size);
    expect(bestFit(map, lon, lat, boxes), 'the name with boxes').toBeLessThan(fit - 0.05);
  });
}
