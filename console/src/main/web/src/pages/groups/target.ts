// Where a group is to go, as the API takes it.
import type { Reset } from '../../api/types.ts';
import { fromInput } from '../../format/times.ts';

/** A preview; an empty topic means all that the group has offsets for. */
export function resetOf(to: Reset['to'], value: string, topic: string): Reset {
  const asked = to === 'time' ? fromInput(value) : Number(value);
  return {
    preview: true,
    to,
    ...(to === 'earliest' || to === 'latest' ? {} : { value: asked }),
    ...(topic.trim() === '' ? {} : { topics: [{ topic: topic.trim() }] }),
  };
}
