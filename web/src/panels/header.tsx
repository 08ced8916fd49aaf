// Name of the page, what is shown in words, language.

import { LANGUAGES } from '../core/view-state';
import { LOCALES } from '../i18n';
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

function LanguageSwitch() {
  return (
    <fieldset class="languages" aria-label={messages.value.language}>
      {LANGUAGES.map((code) => (
        <button
          key={code}
          type="button"
          class="language"
          lang={code}
          aria-pressed={locale.value.code === code}
          title={LOCALES[code].name}
          onClick={() => setLanguage(code)}
        >
          {code.toUpperCase()}
          <span class="visually-hidden"> {LOCALES[code].name}</span>
        </button>
      ))}
    </fieldset>
  );
}
