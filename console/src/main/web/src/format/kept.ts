// How long records of a topic stay, in words.
import type { Topic } from '../api/types.ts';
import { bytes } from './numbers.ts';
import { duration } from './times.ts';

type Limits = Pick<Topic, 'cleanupPolicy' | 'retentionMs' | 'retentionBytes'>;

export function kept({ cleanupPolicy, retentionMs, retentionBytes }: Limits): string {
  if (cleanupPolicy === 'compact') return 'the last of each key';
  const limits = [
    ...(retentionMs === undefined ? [] : [duration(retentionMs)]),
    ...(retentionBytes === undefined ? [] : [`${bytes(retentionBytes)} of a partition`]),
  ];
  const span = limits.length === 0 ? 'for ever' : limits.join(' or ');
  return cleanupPolicy.includes('compact') ? `${span}, compacted` : span;
}
