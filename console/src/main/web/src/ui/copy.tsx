// A button that copies a text, and says so.
import type { ComponentChildren } from 'preact';
import { say } from './toast.tsx';

export function Copy({ text, children }: { text: string; children: ComponentChildren }) {
  return <button type="button" class="button button-small" onClick={() => void copy(text)}>{children}</button>;
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say('Copied.');
  } catch {
    say('This browser does not let the page copy. Select the text instead.');
  }
}
