// Name of the page, what is shown in words, language.

import { LANGUAGES } from '../core/view-state';
import { LANGUAGE_NAMES } from '../i18n';
import { setLanguage } from '../state/actions';
import { drawerOpen, layout, locale, messages } from '../state/store';
import { Headline } from './headline';

export function Header() {
  const { title } = messages.value;
  return (
    <header class="header">
      <h1 class="brand">{title}</h1>
      {layout.value === 'phone' ? null : <Headline />}
      {layout.value === 'tablet' ? <DrawerButton /> : null}
      <LanguageSwitch />
    </header>
  );
}

function DrawerButton() {
  const { panel } = messages.value;
  return (
    <button
      type="button"
      class="button"
      aria-expanded={drawerOpen.value}
      aria-controls="panel"
      onClick={() => {
        drawerOpen.value = !drawerOpen.value;
      }}
    >
      {panel.open}
    </button>
  );
}

/** Each language by its own name: side by side where there is room, otherwise one under the other. */
function LanguageSwitch() {
  return layout.value === 'desktop' ? <LanguageButtons /> : <LanguageSelect />;
}

function LanguageButtons() {
  return (
    <fieldset class="languages" aria-label={messages.value.language}>
      {LANGUAGES.map((code) => (
        <button
          key={code}
          type="button"
          class="language"
          lang={code}
          aria-pressed={locale.value.code === code}
          onClick={() => setLanguage(code)}
        >
          {LANGUAGE_NAMES[code]}
        </button>
      ))}
    </fieldset>
  );
}

function LanguageSelect() {
  return (
    <select
      class="language-select"
      aria-label={messages.value.language}
      value={locale.value.code}
      onChange={({ currentTarget }) => {
        const chosen = LANGUAGES.find((code) => code === currentTarget.value);
        if (chosen) setLanguage(chosen);
      }}
    >
      {LANGUAGES.map((code) => (
        <option key={code} value={code} lang={code}>
          {LANGUAGE_NAMES[code]}
        </option>
      ))}
    </select>
  );
}
