// Five languages: which one a reader gets, that all of the page is in it, and that its words fit.

import type { Page } from '@playwright/test';
import { accessibility } from '../support/axe';
import { withoutWebgl } from '../support/chromium';
import { expect, headline, rows, test } from '../support/test';

// It is the words of the page that are looked at here. Without a map to draw that takes seconds instead of minutes.
test.use({ launchOptions: withoutWebgl });

const AMBUSH = '2010-09-19-kamarob-ambush';
/** Nobody knows how many died: the widest words of the card. */
const WITHOUT_FIGURES = '1990-06-05-uzgen';
const AUTUMN = 't=2010-08-01/2010-09-30';

interface Expected {
  readonly code: string;
  readonly browser: string;
  readonly name: string;
  readonly count: RegExp;
  readonly window: string;
  readonly list: string;
  readonly filters: string;
  readonly unreviewed: string | null;
}

const LANGUAGES: readonly Expected[] = [
  {
    code: 'en',
    browser: 'en-GB',
    name: 'English',
    count: /^\d+ of \d+ incidents/,
    window: '1 Aug – 30 Sep 2010',
    list: 'Incidents',
    filters: 'Filters',
    unreviewed: null,
  },
  {
    code: 'ru',
    browser: 'ru-KG',
    name: 'Русский',
    count: /^\d+ из \d+ происшествий/,
    window: '1 авг. – 30 сент. 2010',
    list: 'События',
    filters: 'Фильтры',
    unreviewed: null,
  },
  {
    code: 'tg',
    browser: 'tg-Cyrl-TJ',
    name: 'Тоҷикӣ',
    count: /^\d+ аз \d+ ҳодиса/,
    window: '1 авг. – 30 сен. 2010',
    list: 'Ҳодисаҳо',
    filters: 'Филтрҳо',
    unreviewed: 'Ин тарҷумаро ҳанӯз соҳибзабон насанҷидааст.',
  },
  {
    code: 'ky',
    browser: 'ky-KG',
    name: 'Кыргызча',
    count: /^\d+ окуянын ичинен \d+/,
    window: '2010-ж. 1-авг. – 30-сен.',
    list: 'Окуялар',
    filters: 'Чыпкалар',
    unreviewed: 'Бул котормону эне тилинде сүйлөгөн киши али текшере элек.',
  },
  {
    code: 'uz',
    browser: 'uz-Latn-UZ',
    name: 'Oʻzbekcha',
    count: /^\d+ ta hodisadan \d+ tasi/,
    window: '2010-yil 1-avgust – 30-sentabr',
    list: 'Hodisalar',
    filters: 'Filtrlar',
    unreviewed: 'Bu tarjimani ona tilida soʻzlovchi hali tekshirmagan.',
  },
];

for (const { code, browser, count, window, list, filters, unreviewed } of LANGUAGES) {
  test.describe(`a browser in ${browser}`, () => {
    test.use({ locale: browser });

    test(`gets the whole page in ${code}, with nothing cut off and nothing for axe to find`, async ({ page, url }) => {
      await page.goto(`${url}/map?${AUTUMN}&sel=${AMBUSH}`);
      await expect(page.getByRole('article')).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', code);
      expect(await textOf(page, '#headline')).toMatch(count);
      expect(await textOf(page, '.headline-when')).toContain(window);
      await expect(page.locator('.unreviewed')).toHaveText(unreviewed === null ? [] : [unreviewed]);
      await titleIsInItsLanguage(page, url, code);
      expect(page.url()).not.toContain('lang=');
      expect(await cutOff(page)).toEqual([]);
      expect((await accessibility(page)).violations).toEqual([]);

      await page.setViewportSize({ width: 360, height: 740 });
      await page.locator('.sheet-stop').nth(2).click();
      await expect(page.getByRole('article')).toBeVisible();
      expect(await cutOff(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('tab', { name: list, exact: true })).toBeVisible();
      await page.getByRole('tab', { name: filters, exact: true }).click();
      expect(await cutOff(page)).toEqual([]);
      expect((await accessibility(page)).violations).toEqual([]);
    });

    test(`fits into the narrowest window in ${code}`, async ({ page, url }) => {
      await page.setViewportSize({ width: 320, height: 568 });
      await page.goto(`${url}/map?t=1990-01-01/2021-09-30&sel=${WITHOUT_FIGURES}`);
      await page.locator('.sheet-stop').nth(2).click();
      await expect(page.locator('.figures')).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', code);
      expect(await cutOff(page)).toEqual([]);
    });
  });
}

test('the address decides over the browser, and the first words on the page are already in its language', async ({
  page,
  url,
}) => {
  await page.addInitScript(() => {
    const first = new MutationObserver(() => {
      const link = document.querySelector('.skip-links a');
      if (!link) return;
      document.documentElement.dataset.first = link.textContent ?? '';
      first.disconnect();
    });
    first.observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${url}/map?${AUTUMN}&lang=ky`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ky');
  await expect(page.locator('html')).toHaveAttribute('data-first', 'Окуялардын тизмесине');
  await expect(page).toHaveTitle(/кыргыз-тажик чек арасындагы окуялар$/);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ky');
});

test('words that do not come leave the page in English', async ({ page, url, watch }) => {
  await page.route(/\/assets\/tg-/, (route) => route.abort());
  await page.goto(`${url}/map?lang=tg`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(headline(page)).toContainText('incidents');
  // The browser itself reports the failed request.
  watch.complaints.splice(0, watch.complaints.length);
});

test('from language to language by the buttons: dates and places follow, and Back leads back', async ({ page, url }) => {
  await page.goto(`${url}/map?${AUTUMN}&sort=place`);
  for (const { name, code, window } of LANGUAGES) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', code);
    expect(await textOf(page, '.headline-when')).toContain(window);
    await expect(page).toHaveURL(new RegExp(`lang=${code}`));
  }
  await page.getByRole('button', { name: 'Тоҷикӣ' }).click();
  await expect(page.locator(`[data-incident="${AMBUSH}"] .row-meta`)).toContainText('дараи Камароб');
  await page.goBack();
  await expect(page.locator('html')).toHaveAttribute('lang', 'uz');
});

test('by place, the list follows the Tajik alphabet', async ({ page, url }) => {
  await page.goto(`${url}/map?lang=tg&sort=place`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'tg');
  // The names come with the layers of the map.
  await expect.poll(async () => (await places(page)).filter((place) => /^[Ѐ-ӿ]/.test(place)).length).toBeGreaterThan(50);
  expect((await places(page)).some((place) => /^[ҒӢҚӮҲҶ]/i.test(place))).toBe(true);
  const alphabet = [...'абвгғдеёжзиӣйкқлмнопрстуӯфхҳцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyz'];
  // What has no Tajik name is written in Latin, where marks are none of the alphabet's business.
  const rank = (letter: string) => alphabet.indexOf(alphabet.includes(letter) ? letter : (letter.normalize('NFD')[0] ?? ''));
  const initials = (await places(page))
    .map((place) => place.toLowerCase().replace(/^[«“"]/, '')[0] ?? '')
    .flatMap((letter) => (/\p{L}/u.test(letter) ? [rank(letter)] : []));
  expect(initials.length).toBeGreaterThan(100);
  expect(initials).not.toContain(-1);
  expect(initials).toEqual([...initials].sort((a, b) => a - b));
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true });

  test('languages are chosen from a list that a finger can hit', async ({ page, url }) => {
    await page.goto(`${url}/map?${AUTUMN}`);
    const select = page.getByRole('combobox', { name: 'Language' });
    const box = await select.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await expect(select.locator('option')).toHaveText(LANGUAGES.map(({ name }) => name));
    await select.selectOption('Oʻzbekcha');
    await expect(page.locator('html')).toHaveAttribute('lang', 'uz');
    await expect(page.getByRole('combobox', { name: 'Til' })).toHaveValue('uz');
  });
});

/** As a reader sees it: thin and fixed spaces as plain ones, and nothing that only steers line breaks. */
async function textOf(page: Page, selector: string): Promise<string> {
  const text = await page.locator(selector).innerText();
  return text.replace(/[\u00ad\u2060]/g, '').replace(/\s+/g, ' ');
}

/** The place in each row of the list, after the date. */
async function places(page: Page): Promise<string[]> {
  const metas = await rows(page).locator('.row-meta > span').allTextContents();
  return metas.map((meta) => meta.replace(/^\s*·\s*/, ''));
}

/** In the page's language where the data have it, otherwise in English, and said to be. */
async function titleIsInItsLanguage(page: Page, url: string, code: string): Promise<void> {
  const answer = await page.request.get(`${url}/collections/incidents/items/${AMBUSH}?f=json`);
  const { properties } = (await answer.json()) as { properties: Readonly<Record<string, string>> };
  const own = code === 'en' ? undefined : properties[`title_${code}`];
  const title = page.locator('#card-title');
  await expect(title).toHaveText(own ?? properties.title ?? '');
  if (own === undefined && code !== 'en') await expect(title).toHaveAttribute('lang', 'en');
  if (own !== undefined) expect(await title.getAttribute('lang')).toBeNull();
}

/** Elements that are wider than their room or reach out of the window, and texts of which a part is hidden. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const everything = '.header, #panel, #timeline, .legend, .credits';
    const parts = [...document.querySelectorAll(everything)].flatMap((part) => [part, ...part.querySelectorAll('*')]);
    const seen = parts.filter(
      (element) =>
        element.checkVisibility() &&
        element.closest('svg, select, .visually-hidden, .date-field label, .handle') === null &&
        getComputedStyle(element).display !== 'inline',
    );
    const tooWide = seen.filter((element) => element.scrollWidth > element.clientWidth + 1);
    const outside = seen.filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
    const hidden = seen.filter(
      (element) =>
        getComputedStyle(element).overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1,
    );
    const page = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
    const named = [...tooWide, ...outside, ...hidden].map(
      (element) => `${element.tagName} ${element.className}: ${element.textContent?.slice(0, 60)}`,
    );
    return [...page, ...named];
  });
}
