// Times and spans as people read them.
import { UNKNOWN } from './numbers.ts';

const pad = (n: number, digits = 2) => String(n).padStart(digits, '0');

/** Local date and time to the millisecond: 2026-11-22 14:05:09.123. */
export function timestamp(ms: number | null | undefined): string {
  if (ms == null || ms < 0) return UNKNOWN;
  const at = new Date(ms);
  if (Number.isNaN(at.getTime())) return UNKNOWN;
  const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  return `${day} ${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`;
}

/** The two largest units of a span: 93784000 is "1 d 2 h". */
export function duration(ms: number | null | undefined): string {
  if (ms == null || ms < 0) return UNKNOWN;
  if (ms < 1000) return `${Math.round(ms * 10) / 10} ms`;
  const seconds = Math.floor(ms / 1000);
  const spans: [number, string][] = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = spans.findIndex(([n]) => n > 0);
  return spans.slice(first, first + 2).filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`).join(' ');
}

export const ago = (ms: number | null | undefined, now = Date.now()) => (ms == null || ms < 0 ? UNKNOWN : `${duration(Math.max(0, now - ms))} ago`);

/** What `<input type=datetime-local>` holds, and back. */
export const toInput = (ms: number) => timestamp(ms).replace(' ', 'T').slice(0, 19);
export const fromInput = (text: string) => new Date(text).getTime();
