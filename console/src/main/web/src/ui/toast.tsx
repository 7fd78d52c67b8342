// A short word that something was done. It goes by itself and takes no focus.
import { signal } from '@preact/signals';

const SHOWN_MS = 4000;
const shown = signal<{ id: number; text: string }[]>([]);
let last = 0;

export function say(text: string): void {
  const id = ++last;
  shown.value = [...shown.value, { id, text }];
  setTimeout(() => (shown.value = shown.value.filter((each) => each.id !== id)), SHOWN_MS);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map(({ id, text }) => <div class="toast" key={id}>{text}</div>)}
    </div>
  );
}
