// A live tail: records as they are produced, the newest first. Paused, it goes on listening and holds what comes.
import { useEffect, useRef, useState } from 'preact/hooks';
import { eventsOf } from '../../api/events.ts';
import { at, send, type Query } from '../../api/http.ts';
import { asError } from '../../api/resource.ts';
import type { Message } from '../../api/types.ts';
import { visible } from '../../app/visible.ts';

/** So many records are kept; older ones are dropped. */
export const KEPT = 500;
const SHOW_EVERY_MS = 100;
const AGAIN_AFTER_MS = 2000;

export type Tail = { state: 'connecting' | 'live'; records: Message[]; held: number; seen: number; skipped: number; error: Error | undefined };

const nothing: Tail = { state: 'connecting', records: [], held: 0, seen: 0, skipped: 0, error: undefined };

export function useTail(topic: string, query: Query, on: boolean, paused: boolean): Tail {
  const [tail, setTail] = useState(nothing);
  const waiting = useRef<Message[]>([]);
  const pause = useRef(paused);
  pause.current = paused;
  const seen = visible.value;
  const key = JSON.stringify([topic, query]);

  useEffect(() => {
    if (on) setTail(nothing);
    waiting.current = [];
  }, [key, on]);

  useEffect(() => {
    if (!on || !seen) return;
    const stop = new AbortController();
    const listener = {
      live: () => setTail((tail) => ({ ...tail, state: 'live', error: undefined })),
      record: (record: Message) => (waiting.current = newestFirst([record], waiting.current)),
      skipped: (skipped: number) => setTail((tail) => ({ ...tail, skipped })),
    };
    const show = setInterval(() => {
      const fresh = waiting.current;
      if (fresh.length === 0) return;
      if (pause.current) return setTail((tail) => ({ ...tail, held: fresh.length }));
      waiting.current = [];
      setTail((tail) => ({ ...tail, records: newestFirst(fresh, tail.records), held: 0, seen: tail.seen + fresh.length }));
    }, SHOW_EVERY_MS);
    void follow(topic, query, stop.signal, listener, (failure) => setTail((tail) => ({ ...tail, state: 'connecting', error: asError(failure) })));
    return () => {
      stop.abort();
      clearInterval(show);
    };
  }, [key, on, seen]);
  return tail;
}

type Listener = { live: () => void; record: (record: Message) => void; skipped: (count: number) => void };

export const newestFirst = (fresh: Message[], before: Message[]) => [...fresh, ...before].slice(0, KEPT);

/** Listens until it is given up; a stream that ends is opened again after a while. A refusal ends it for good. */
async function follow(topic: string, query: Query, stop: AbortSignal, listener: Listener, failed: (failure: unknown) => void): Promise<void> {
  while (!stop.aborted) {
    try {
      const response = await send('GET', `${at('topics', topic)}/records/live`, { query, signal: stop });
      for await (const { event, data } of eventsOf(response)) {
        if (event === 'ready') listener.live();
        if (event === 'record') listener.record(JSON.parse(data) as Message);
        if (event === 'status') listener.skipped((JSON.parse(data) as { skipped?: number }).skipped ?? 0);
        if (event === 'failure') throw new Error((JSON.parse(data) as { detail: string }).detail);
      }
    } catch (failure) {
      if (stop.aborted) return;
      failed(failure);
      if ((failure as { status?: number }).status === 400 || (failure as { status?: number }).status === 404) return;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  }
}
