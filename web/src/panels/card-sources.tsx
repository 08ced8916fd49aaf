// The sources, each with the figures it gives, so that a reader sees where they differ.

import type { Source } from '../core/incident';
import { formatNumber, formatSourceDate } from '../i18n/format';
import { locale, messages } from '../state/store';

export function CardSources({ sources }: { readonly sources: readonly Source[] }) {
  const { card } = messages.value;
  if (sources.length === 0) return null;
  return (
    <section class="card-section">
      <h3 id="sources-title">{card.sources}</h3>
      <table class="sources" aria-labelledby="sources-title">
        <thead>
          <tr>
            <th scope="col">{card.source}</th>
            <th scope="col">{card.deaths}</th>
            <th scope="col">{card.injured}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source, index) => (
            <SourceRow key={`${index}-${source.publisher}`} source={source} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SourceRow({ source }: { readonly source: Source }) {
  const { publisher, title, date, url, language, deaths, injured, remark } = source;
  const { languages } = messages.value;
  const about = [
    date === null ? null : formatSourceDate(locale.value, date),
    language === null ? null : (languages[language] ?? language),
  ].filter(Boolean);
  const written = title ?? url;
  return (
    <tr>
      <td>
        <span class="source-publisher" lang="en">
          {publisher}
        </span>
        {written === null ? null : (
          <span class="source-title" lang={language ?? undefined}>
            {url === null ? (
              written
            ) : (
              <a href={url} target="_blank" rel="noopener noreferrer">
                {written}
              </a>
            )}
          </span>
        )}
        {about.length > 0 ? <span class="source-about">{about.join(' · ')}</span> : null}
        {remark === null ? null : (
          <span class="source-remark" lang="en">
            {remark}
          </span>
        )}
      </td>
      <td class="source-figure">{deaths === null ? '–' : formatNumber(locale.value, deaths)}</td>
      <td class="source-figure">{injured === null ? '–' : formatNumber(locale.value, injured)}</td>
    </tr>
  );
}
