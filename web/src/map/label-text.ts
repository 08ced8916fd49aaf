// What all names on the map share: fonts, language, and where a name may stand beside its mark.

import type { ExpressionSpecification, VariableAnchorOffsetCollectionSpecification } from 'maplibre-gl';
import { NAME_ORDER } from '../core/name-order';
import type { Language } from '../core/view-state';

export const REGULAR = ['Noto Sans'];
export const BOLD = ['Noto Sans Bold'];
export const ITALIC = ['Noto Sans Italic'];

/** The language's own name, else one in its script, else the local one. */
export function nameIn(language: Language): ExpressionSpecification {
  const keys = NAME_ORDER[language].map((code): ExpressionSpecification => ['get', `name_${code}`]);
  return ['coalesce', ...keys, ['get', 'name'], ''];
}

/** Beside the mark, and farther out where an incident's symbol lies over it. */
export const BESIDE = [0.6, 1.5, 2.3, 3.1].flatMap((distance): (string | [number, number])[] => [
  'left',
  [distance, 0],
  'right',
  [-distance, 0],
  'top',
  [0, distance],
  'bottom',
  [0, -distance],
]) as VariableAnchorOffsetCollectionSpecification;

/** Where it is, or a little above or below where that is taken. */
export const NEARBY = [
  'center',
  [0, 0],
  ...[1.2, 2.4, 3.8].flatMap((distance) => ['top', [0, distance], 'bottom', [0, -distance]]),
  ...[3, 6].flatMap((distance) => ['left', [distance, 0], 'right', [-distance, 0]]),
] as VariableAnchorOffsetCollectionSpecification;

/** Within the country, or beside the lake. */
export const CLOSE_BY = [
  'center',
  [0, 0],
  ...[1.2, 2.2].flatMap((distance) => ['top', [0, distance], 'bottom', [0, -distance]]),
  'left',
  [2.5, 0],
  'right',
  [-2.5, 0],
] as VariableAnchorOffsetCollectionSpecification;
