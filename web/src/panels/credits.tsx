// Whose data these are and under which licence, as the collections say, what the boundaries do not mean, and whether
// anybody has read the words of this language.

import type { Collection } from '../api/read-collection';
import { collections, locale, messages } from '../state/store';

/** Whose terms ask for it wherever the map is seen; the rest is one click away. */
const ALWAYS_NAMED = '© OpenStreetMap contributors, GeoNames';

export function Credits() {
  const { map } = messages.value;
  const { unreviewed } = locale.value;
  return (
    <div class="credits">
      <div>
        <p class="disclaimer">{map.disclaimer}</p>
        {unreviewed === null ? null : <p class="unreviewed">{unreviewed}</p>}
      </div>
      <details class="credits-details">
        <summary>
          <span lang="en">{ALWAYS_NAMED}</span> · {map.credits}
        </summary>
        <ul>
          {collections.value.map((collection) => (
            <Credit key={collection.id} collection={collection} />
          ))}
        </ul>
      </details>
    </div>
  );
}

function Credit({ collection: { title, attribution, licence } }: { readonly collection: Collection }) {
  const { map } = messages.value;
  return (
    <li>
      <strong lang="en">{title}</strong>
      {attribution === null ? null : <span lang="en">: {attribution}</span>}
      {licence === null ? null : (
        <span>
          {'. '}
          {map.licence}:{' '}
          {licence.url === null ? (
            licence.title
          ) : (
            <a href={licence.url} target="_blank" rel="noopener noreferrer">
              {licence.title}
            </a>
          )}
        </span>
      )}
    </li>
  );
}
