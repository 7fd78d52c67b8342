// Small choices that this browser keeps. A browser that keeps nothing still works.
import { effect, signal, type Signal } from '@preact/signals';

export function remembered<T extends string>(name: string, initial: T): Signal<T> {
  const value = signal<T>((read(localStorage, name) as T) ?? initial);
  effect(() => write(localStorage, name, value.value));
  return value;
}

/** As long as the tab is open, and for it alone: for what should not outlive it. */
export function rememberedByTab(name: string): Signal<string> {
  const value = signal(read(sessionStorage, name) ?? '');
  effect(() => write(sessionStorage, name, value.value));
  return value;
}

function read(store: Storage, name: string): string | undefined {
  try {
    return store.getItem(`weir.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(store: Storage, name: string, value: string): void {
  try {
    store.setItem(`weir.${name}`, value);
  } catch {
    // private windows refuse; the choice then lasts until the page is left
  }
}
