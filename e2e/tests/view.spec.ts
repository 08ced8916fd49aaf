// The link is the view: filters, search, language, and a page that restores all of it.

import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mapParameter, picture, screenshot, shareOfDifferentPixels } from '../support/pixels';
import { drawn, expect, headline, listedIds, openMap, painted, rows, test, watchPage } from '../support/test';

test('an address restores the view: same header, same list, same pixels', async ({ page, url, context }) => {
  await openMap(page, `${url}/map?${mapParameter({ zoom: 7.5, lat: 39.8, lon: 70.9 })}`);
  await page.getByRole('tab', { name: 'Filters' }).click();
  await page.getByRole('button', { name: /^Armed clash/ }).click();
  await page.getByRole('button', { name: /^Kyrgyz-Tajik border/ }).click();
  await page.getByLabel('At least').fill('1');
  await page.getByLabel('At least').press('Enter');
  await page.getByLabel('From', { exact: true }).fill('2019');
  await page.getByLabel('From', { exact: true }).press('Enter');
  await page.getByRole('tab', { name: 'Incidents' }).click();
  await page.getByLabel('Sort by').selectOption({ label: 'Deaths, most first' });
  await expect(page).toHaveURL(/t=2019-01-01\/\.\..*cat=clash.*area=kyrgyz-tajik-border.*d=1\.\..*sort=-d/);
  await painted(page);
  const [words, ids, shot] = [await headline(page).innerText(), await listedIds(page), await screenshot(page, '#map')];
  expect(ids.length).toBeGreaterThan(2);

  const other = await context.newPage();
  await watchPage(other, url);
  await openMap(other, page.url());
  expect(await headline(other).innerText()).toBe(words);
  expect(await listedIds(other)).toEqual(ids);
  const share = shareOfDifferentPixels(shot, await screenshot(other, '#map'));
  // Names that could stand on either side of their mark keep the side they had; nothing else may differ.
  expect(share).toBeLessThan(0.03);
});

test('Back undoes a filter, and counts on the chips are those of the list', async ({ page, url }) => {
  await openMap(page, `${url}/map?view=filters`);
  const all = await drawn(page);
  const chip = page.locator('[data-category="unrest"]');
  const count = Number((await chip.locator('.choice-count').innerText()).trim());
  await chip.click();
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('tab', { name: 'Incidents' }).click();
  await expect(rows(page)).toHaveCount(count);
  await page.goBack();
  await page.goBack();
  await expect(chip).toHaveAttribute('aria-pressed', 'false');
  expect(await drawn(page)).toBe(all);
});

test('Back after zooming returns to the view before, and nothing complains', async ({ page, url }) => {
  await openMap(page, `${url}/map?${mapParameter({ zoom: 7, lat: 39.6, lon: 70.6 })}&t=2010-09-01/2010-09-30`);
  await page.locator('[data-incident="2010-09-19-kamarob-ambush"]').click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page).toHaveURL(/map=8\//);
  await page.goBack();
  await expect(page).toHaveURL(/map=7\//);
  await expect(page).not.toHaveURL(/sel=/);
  await painted(page);
});

test('search folds letters: a Tajik or Russian spelling finds what is reported in English', async ({ page, url }) => {
  await openMap(page, `${url}/map`);
  const search = page.getByRole('searchbox');
  await search.fill('Камароб');
  await expect(rows(page)).not.toHaveCount(0);
  expect(await listedIds(page)).toContain('2010-09-19-kamarob-ambush');
  await search.fill('kamarob ambush');
  await expect.poll(() => listedIds(page)).toContain('2010-09-19-kamarob-ambush');
  const latin = await rows(page).count();
  expect(latin).toBeLessThan(20);
  await expect(page).toHaveURL(/q=kamarob\+ambush/);
});

test('nothing found: says which condition to drop, and dropping it helps', async ({ page, url }) => {
  await openMap(page, `${url}/map?q=kamarob&t=1991-01-01/1991-12-31`);
  await expect(page.getByText('No incident matches these filters.')).toBeVisible();
  await expect(headline(page)).toContainText(/^0 of \d+ incidents/);
  expect(await drawn(page)).toBe(0);
  await page.getByRole('button', { name: /Without “Time”: \d+/ }).click();
  await expect(rows(page)).not.toHaveCount(0);
});

test('Russian: interface, titles, names on the map and the address', async ({ page, url }) => {
  const camera = { zoom: 7, lat: 39.6, lon: 70.6 };
  await openMap(page, `${url}/map?${mapParameter(camera)}&t=2010-09-01/2010-09-30`);
  const english = await picture(page, camera);
  await page.getByRole('button', { name: 'Русский' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await expect(headline(page)).toContainText(/^\d+ из \d+ происшестви/);
  await expect(headline(page)).toContainText('1–30 сент. 2010');
  await expect(page.locator('[data-incident="2010-09-19-kamarob-ambush"] .row-title')).toContainText('Камароб');
  await expect(page.locator('[data-incident="2010-09-19-kamarob-ambush"] .row-meta')).toContainText('ущелье Камароб');
  await expect(page).toHaveURL(/lang=ru/);
  await painted(page);
  const russian = await picture(page, camera);
  expect(shareOfDifferentPixels(english.png, russian.png), 'names on the map change').toBeGreaterThan(0.005);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
});

test.describe('a Russian browser', () => {
  test.use({ locale: 'ru-RU' });

  test('gets Russian without asking', async ({ page, url }) => {
    await openMap(page, `${url}/map`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
    expect(page.url()).not.toContain('lang=');
  });
});

test('what a link says that nobody understands is named once and can be dismissed', async ({ page, url }) => {
  await openMap(page, `${url}/map?colour=red&t=2010-02-30/..&cat=clash`);
  await expect(page.getByText('colour, t=2010-02-30/..')).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('colour, t=2010-02-30/..')).toBeHidden();
  await expect(headline(page)).toContainText('all dates');
});

test('works behind a path prefix', async ({ page, url }) => {
  const target = new URL(url);
  const proxy = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? '').replace(/^\/maps\/marz/, '');
    const onward = forward({
      host: target.hostname,
      port: target.port,
      path,
      method: incoming.method,
      headers: incoming.headers,
    });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
  const { port } = proxy.address() as AddressInfo;
  const fresh = await page.context().newPage();
  const watch = await watchPage(fresh, `http://127.0.0.1:${port}`);
  await openMap(fresh, `http://127.0.0.1:${port}/maps/marz/map?t=2010-09-01/2010-09-30`);
  await expect(rows(fresh)).not.toHaveCount(0);
  expect(watch.own.every((address) => address.includes('/maps/marz/'))).toBe(true);
  expect([watch.foreign, watch.complaints]).toEqual([[], []]);
  await fresh.close();
  await new Promise((closed) => proxy.close(closed));
});
