// Whether somebody can see the page. A hidden tab asks for nothing.
import { signal } from '@preact/signals';

export const visible = signal(!document.hidden);

document.addEventListener('visibilitychange', () => (visible.value = !document.hidden));
