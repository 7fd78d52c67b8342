// What surrounds every page: the way to the others, the theme, and the dialogs that may open anywhere.
import { useEffect } from 'preact/hooks';
import * as api from '../api/calls.ts';
import { tokenIsWanted } from '../api/http.ts';
import { useResource } from '../api/resource.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Toasts } from '../ui/toast.tsx';
import { path } from './location.ts';
import { Help } from './help.tsx';
import { Outlet } from './outlet.tsx';
import { session } from './session.ts';
import { helpIsOpen, places } from './shortcuts.ts';
import { nextTheme, theme } from './theme.ts';
import { TokenPrompt, tokenVersion } from './token.tsx';

const themeIcons = { system: 'auto', light: 'sun', dark: 'moon' } as const;

export function Shell() {
  const who = useResource(`session ${tokenVersion.value}`, api.session);
  useEffect(() => void (session.value = who.data), [who.data]);
  return (
    <>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="bar">
        <a class="brand" href="/">
          <Mark />
          <span>Weir</span>
        </a>
        <nav class="nav" aria-label="Pages of the console">
          {places.map((place) => (
            <a key={place.path} href={place.path} aria-current={isHere(place.path) ? 'page' : undefined}>
              <Icon name={place.name.toLowerCase() as IconName} />
              <span>{place.name}</span>
            </a>
          ))}
        </nav>
        <div class="bar-end">
          {who.data?.node !== undefined && <span class="bar-note" title={who.data.clusterId}>broker {who.data.node}, Weir {who.data.version}</span>}
          <button type="button" class="button button-quiet button-icon" onClick={nextTheme} aria-label={`Theme: ${theme.value}. Change it`} title={`Theme: ${theme.value}`}>
            <Icon name={themeIcons[theme.value]} />
          </button>
          <button type="button" class="button button-quiet button-icon keys-button" onClick={() => (helpIsOpen.value = true)} aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)">
            <Icon name="keys" />
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1} key={tokenVersion.value}>
        <Outlet />
      </main>
      {helpIsOpen.value && <Help onClose={() => (helpIsOpen.value = false)} />}
      {tokenIsWanted.value && <TokenPrompt />}
      <Toasts />
    </>
  );
}

const isHere = (place: string) => (place === '/' ? path.value === '/' : path.value === place || path.value.startsWith(`${place}/`));

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path class="mark-step" d="M3 9h10v7h8v7h8" />
      <path class="mark-water" d="M18 8.5q2-2 4.5 0t4.5 0M3 24q2-2 4.5 0t4.5 0" />
    </svg>
  );
}
