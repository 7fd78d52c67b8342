// Samples over time, put together.
import type { Samples } from '../api/types.ts';

/** What was kept and what is later than that, at most `limit` samples. A series that either lacks is unknown there. */
export function joined(kept: Samples | undefined, fresh: Samples, limit: number): Samples {
  if (!kept) return fresh;
  const last = kept.times.at(-1) ?? 0;
  const later = <T>(values: T[]) => values.filter((_, i) => fresh.times[i]! > last);
  const names = new Set([...Object.keys(kept.series), ...Object.keys(fresh.series)]);
  const series: Samples['series'] = {};
  for (const name of names) {
    const before = kept.series[name] ?? kept.times.map(() => null);
    const after = fresh.series[name] ?? fresh.times.map(() => null);
    series[name] = [...before, ...later(after)].slice(-limit);
  }
  return { ...fresh, times: [...kept.times, ...later(fresh.times)].slice(-limit), series };
}
