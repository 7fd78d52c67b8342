// Records that are there already, page after page: each "more" goes on where the answer before ended.
import { useEffect, useState } from 'preact/hooks';
import { messages } from '../../api/calls.ts';
import type { Query } from '../../api/http.ts';
import { asError } from '../../api/resource.ts';
import type { Message, Messages } from '../../api/types.ts';

type Past = { records: Message[]; scanned: number; last: Messages | undefined; loading: boolean; error: Error | undefined };

const nothing: Past = { records: [], scanned: 0, last: undefined, loading: true, error: undefined };

export function useHistory(topic: string, query: Query, on: boolean) {
  const [past, setPast] = useState(nothing);
  const [round, setRound] = useState(0);
  const key = JSON.stringify([topic, query, round]);

  useEffect(() => {
    if (!on) return;
    const stop = new AbortController();
    setPast((before) => ({ ...nothing, records: round > 0 ? before.records : [] }));
    void read(undefined, nothing, stop.signal);
    return () => stop.abort();
  }, [key, on]);

  async function read(next: string | undefined, before: Past, stop?: AbortSignal) {
    setPast((past) => ({ ...past, loading: true, error: undefined }));
    try {
      const answer = await messages(topic, { ...query, next }, stop);
      const records = [...before.records, ...answer.records];
      setPast({ records, scanned: before.scanned + answer.scanned, last: answer, loading: false, error: undefined });
    } catch (failure) {
      if (!stop?.aborted) setPast((past) => ({ ...past, loading: false, error: asError(failure) }));
    }
  }

  return {
    ...past,
    more: past.last?.next === undefined ? undefined : () => void read(past.last!.next, past),
    reload: () => setRound((n) => n + 1),
  };
}
