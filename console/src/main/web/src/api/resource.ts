// Data of the API as a page holds it: loaded, kept while it is loaded again, refreshed only while somebody looks.
import { useEffect, useRef, useState } from 'preact/hooks';
import { visible } from '../app/visible.ts';
import { ApiError, tokenIsWanted } from './http.ts';

export type Resource<T> = {
  data: T | undefined;
  error: Error | undefined;
  loading: boolean;
  reload: () => void;
};

/**
 * Calls `load` whenever `key` changes, and every `everyMs` while the tab is visible. Old data stays until new is there;
 * with another key too when `keep` says so (a list while its next page is on the way).
 */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>, options: { everyMs?: number; keep?: boolean } = {}): Resource<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: Error; loading: boolean }>({ key, loading: true });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const seen = visible.value;

  useEffect(() => {
    if (!seen) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const data = await latest.current(stop.signal);
        if (!stop.signal.aborted) setState({ key, data, loading: false });
      } catch (failure) {
        if (stop.signal.aborted) return;
        setState((before) => ({ ...before, key, error: asError(failure), loading: false }));
      }
      const waitsForToken = tokenIsWanted.peek();
      if (options.everyMs && !stop.signal.aborted && !waitsForToken) timer = setTimeout(ask, options.everyMs);
    };
    setState((before) => ({ ...(before.key === key || options.keep ? before : { data: undefined, error: undefined }), key, loading: true }));
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key, round, seen, options.everyMs]);

  const current = state.key === key || options.keep ? state : { data: undefined, error: undefined, loading: true };
  return { data: current.data, error: current.error, loading: current.loading, reload: () => setRound((n) => n + 1) };
}

export const asError = (failure: unknown): Error => (failure instanceof Error ? failure : new ApiError(0, String(failure)));
