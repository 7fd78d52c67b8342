// Light, dark, or as the system has it. The choice is kept by this browser.
import { effect, signal } from '@preact/signals';
import { remembered } from './memory.ts';

export type Theme = 'system' | 'light' | 'dark';
const themes: Theme[] = ['system', 'light', 'dark'];

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const system = signal<'light' | 'dark'>(systemIsDark.matches ? 'dark' : 'light');
systemIsDark.addEventListener('change', (event) => (system.value = event.matches ? 'dark' : 'light'));

export const theme = remembered<Theme>('theme', 'system');
export const shown = () => (theme.value === 'system' ? system.value : theme.value);

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
}

effect(() => {
  document.documentElement.dataset.theme = shown();
});
