// Where the reader is: path and query of the address bar as a signal. Everything that can be linked to lives here.
import { computed, signal } from '@preact/signals';

const here = () => ({ path: location.pathname, query: location.search });

const current = signal(here());

export const path = computed(() => current.value.path);
export const query = computed(() => new URLSearchParams(current.value.query));

/** Goes to an address of the console; `replace` keeps the back button where it was. */
export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === location.pathname + location.search) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', to);
  const changedPage = here().path !== current.value.path;
  current.value = here();
  if (changedPage) scrollTo(0, 0);
}

/** Sets some of the query; an undefined or empty value takes the name out. */
export function setQuery(changes: Record<string, string | undefined>, how: 'push' | 'replace' = 'replace'): void {
  const next = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  navigate(location.pathname + (text === '' ? '' : `?${text}`), how);
}

/** Follows clicks on links within the console without a new load, and the back button. */
export function followLinks(): void {
  addEventListener('popstate', () => (current.value = here()));
  addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || !staysHere(link, event)) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}

function staysHere(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const ordinary = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const ours = link.origin === location.origin && !/^\/(api|metrics|health)(\/|$)/.test(link.pathname);
  return ordinary && ours && !event.defaultPrevented && !link.target && !link.hasAttribute('download') && !link.hash;
}
