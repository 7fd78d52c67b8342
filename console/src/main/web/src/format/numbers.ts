// Numbers as people read them. What is not known is a dash, never a zero.
export const UNKNOWN = '–';

const grouped = new Intl.NumberFormat('en-US');

export const count = (n: number | null | undefined) => (n == null ? UNKNOWN : grouped.format(n));

/** 1234567 as 1.23 M: for places where four digits have to do. */
export const short = (n: number | null | undefined) => (n == null ? UNKNOWN : scaled(n, 1000, ['', ' k', ' M', ' G', ' T']));

export const bytes = (n: number | null | undefined) =>
  n == null ? UNKNOWN : scaled(n, 1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB']);

export const perSecond = (n: number | null | undefined) => (n == null ? UNKNOWN : `${short(round(n))}/s`);
export const bytesPerSecond = (n: number | null | undefined) => (n == null ? UNKNOWN : `${bytes(round(n))}/s`);

export const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** Numbers with runs put together: 0, 1, 2, 5 is "0–2, 5". */
export function ranges(numbers: number[]): string {
  const runs: [number, number][] = [];
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, until]) => (from === until ? `${from}` : `${from}–${until}`)).join(', ');
}

function scaled(n: number, base: number, units: string[]): string {
  let value = n;
  let unit = 0;
  while (Math.abs(value) >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return unit === 0 ? `${grouped.format(round(value))}${units[0]}` : `${threeDigits(value)}${units[unit]}`;
}

const threeDigits = (n: number) => (Math.abs(n) >= 100 ? n.toFixed(0) : Math.abs(n) >= 10 ? n.toFixed(1) : n.toFixed(2));
const round = (n: number) => (Math.abs(n) < 10 ? Math.round(n * 100) / 100 : Math.round(n));
