// What is looked for in a topic, as it stands in the address.
import { ApiError, type Query } from '../../api/http.ts';
import { query, setQuery } from '../../app/location.ts';

export type Start = 'newest' | 'oldest' | 'offset' | 'time' | 'live';

export type Choice = {
  from: Start;
  partitions: string;
  offset: string;
  time: string;
  key: string;
  value: string;
  header: string;
  where: string;
  isolation: string;
};

// so much of a key or value is sent with the list; the rest when somebody wants to see it
const PART_BYTES = 16384;
const starts: Start[] = ['newest', 'oldest', 'offset', 'time', 'live'];
const names = ['partitions', 'offset', 'time', 'key', 'value', 'header', 'where', 'isolation'] as const;

export function chosen(): Choice {
  const asked = (name: string) => query.value.get(name) ?? '';
  const from = starts.find((start) => start === asked('from')) ?? 'newest';
  return { from, ...(Object.fromEntries(names.map((name) => [name, asked(name)])) as Omit<Choice, 'from'>) };
}

export function choose(choice: Choice): void {
  const { from, offset, time } = choice;
  setQuery({ ...choice, from: from === 'newest' ? undefined : from, offset: from === 'offset' ? offset : undefined, time: from === 'time' ? time : undefined }, 'push');
}

/** What the API is asked: the place to start is no filter, and a live tail has none. */
export function asked({ from, offset, time, ...filters }: Choice): Query {
  if (from === 'live') return { ...filters, bytes: PART_BYTES };
  return { from, ...filters, bytes: PART_BYTES, ...(from === 'offset' ? { offset: offset || '0' } : {}), ...(from === 'time' ? { time: time || '0' } : {}) };
}

/** The refusal when it is the expression that was refused: it is shown where that was typed. */
export const refusedExpression = (error: Error | undefined) => (error instanceof ApiError && error.parameter === 'where' ? error : undefined);
