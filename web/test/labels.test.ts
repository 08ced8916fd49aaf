// Names of exclaves stand for as long as the exclave is one.

import type { FeatureCollection } from 'geojson';
import { expect, test } from 'vitest';
import border from '../../geodata/kyrgyz-tajik-border.geojson?raw';
import { labelFeatures } from '../src/map/labels';

const layers = { 'kyrgyz-tajik-border': (JSON.parse(border) as FeatureCollection).features };

test.each([
  ['2010-09-19', ['Vorukh exclave', 'Western Qalʼacha exclave']],
  ['2025-03-12', ['Vorukh exclave', 'Western Qalʼacha exclave']],
  ['2025-03-13', ['Khojai Aʼlo exclave', 'Vorukh exclave']],
])('on %s the exclaves on the Kyrgyz-Tajik border are %s', (day, expected) => {
  const names = labelFeatures(layers, [68, 38, 74, 42]).flatMap(({ properties }) => {
    if (properties?.label !== 'exclave') return [];
    const isValid = (properties.valid_from ?? '0000') <= day && day <= (properties.valid_to ?? '9999');
    return isValid ? [String(properties.name_en)] : [];
  });
  expect(names.sort()).toEqual(expected);
});
