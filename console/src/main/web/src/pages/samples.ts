// What the broker did in the last minutes, kept while the page is open and asked for by what is new only.
import { useRef } from 'preact/hooks';
import { samples } from '../api/calls.ts';
import { useResource, type Resource } from '../api/resource.ts';
import type { Samples } from '../api/types.ts';
import { joined } from '../format/series.ts';

const KEPT = 300;
const EVERY_MS = 2000;

export function useSamples(): Resource<Samples> {
  const kept = useRef<Samples>(undefined);
  return useResource(
    'samples',
    async (signal) => {
      const fresh = await samples(kept.current?.times.at(-1), signal);
      return (kept.current = joined(kept.current, fresh, KEPT));
    },
    { everyMs: EVERY_MS },
  );
}
