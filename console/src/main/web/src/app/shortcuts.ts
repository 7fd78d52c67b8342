// Keys that work everywhere except where somebody types. `g` then a letter goes to a page.
import { signal } from '@preact/signals';
import { navigate } from './location.ts';
import { nextTheme } from './theme.ts';

export const helpIsOpen = signal(false);

export const places: { key: string; name: string; path: string }[] = [
  { key: 'o', name: 'Overview', path: '/' },
  { key: 't', name: 'Topics', path: '/topics' },
  { key: 'g', name: 'Groups', path: '/groups' },
  { key: 'x', name: 'Transactions', path: '/transactions' },
  { key: 'b', name: 'Brokers', path: '/brokers' },
  { key: 'c', name: 'Cluster', path: '/cluster' },
];

const actions: { key: string; name: string; act: () => void }[] = [
  { key: '/', name: 'Search on this page', act: focusSearch },
  { key: '?', name: 'Show these shortcuts', act: () => (helpIsOpen.value = true) },
  { key: 'd', name: 'Light, dark, or as the system has it', act: nextTheme },
];

/** Every shortcut with what it does, for the page that lists them. */
export const shortcuts = [
  ...actions.map(({ key, name }) => ({ keys: [key], name })),
  ...places.map(({ key, name }) => ({ keys: ['g', key], name: `Go to ${name}` })),
  { keys: ['Esc'], name: 'Close a dialog' },
];

const PREFIX_MS = 1500;
let prefixUntil = 0;

export function listenForShortcuts(): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    if (press(event.key)) event.preventDefault();
  });
}

function press(key: string): boolean {
  if (performance.now() < prefixUntil) {
    prefixUntil = 0;
    const place = places.find((each) => each.key === key);
    if (place) navigate(place.path);
    return place !== undefined;
  }
  if (key === 'g') prefixUntil = performance.now() + PREFIX_MS;
  const action = actions.find((each) => each.key === key);
  action?.act();
  return action !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
}
