import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kcat, quoted, weirConsume } from '../src/format/commands.ts';
import { kept } from '../src/format/kept.ts';
import { bytes, count, perSecond, plural, ranges, short, UNKNOWN } from '../src/format/numbers.ts';
import { joined } from '../src/format/series.ts';
import { ago, duration, fromInput, timestamp, toInput } from '../src/format/times.ts';

test('numbers have as many digits as a person needs', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(short(999), '999');
  assert.equal(short(1234567), '1.23 M');
  assert.equal(bytes(0), '0 B');
  assert.equal(bytes(1536), '1.50 KiB');
  assert.equal(bytes(123456789), '118 MiB');
  assert.equal(perSecond(0.123), '0.12/s');
  assert.equal(plural(1, 'record'), '1 record');
  assert.equal(plural(2000, 'record'), '2,000 records');
});

test('what is not known is a dash, not a zero', () => {
  for (const shown of [count(undefined), bytes(undefined), perSecond(null), duration(undefined), timestamp(-1), ago(-1)]) assert.equal(shown, UNKNOWN);
});

test('runs of numbers are put together', () => {
  assert.equal(ranges([5, 0, 2, 1]), '0–2, 5');
  assert.equal(ranges([]), '');
});

test('spans show their two largest units', () => {
  assert.equal(duration(12.34), '12.3 ms');
  assert.equal(duration(93784000), '1 d 2 h');
  assert.equal(duration(604800000), '7 d');
  assert.equal(duration(61000), '1 min 1 s');
});

test('a time survives its way through a form, to the second', () => {
  const ms = new Date(2026, 10, 22, 14, 5, 9, 123).getTime();
  assert.equal(timestamp(ms), '2026-11-22 14:05:09.123');
  assert.equal(fromInput(toInput(ms)), ms - 123);
});

test('a copied command has every name as one word of the shell', () => {
  assert.equal(quoted('plain-name_1.x'), 'plain-name_1.x');
  assert.equal(quoted(`it's; rm -rf $HOME`), `'it'\\''s; rm -rf $HOME'`);
  assert.equal(weirConsume({ topic: 'orders', partition: 3, offset: 42, bootstrap: '127.0.0.1:9092' }), 'weir consume orders --partition 3 --offset 42 --count 1');
  assert.equal(kcat({ topic: 'orders', bootstrap: 'one.lan:9092' }), 'kcat -b one.lan:9092 -C -t orders -o end');
});

test('new samples go after those that are kept, and the oldest are dropped', () => {
  const kept = { intervalMs: 1, times: [1, 2], series: { in: [10, 20] } };
  const fresh = { intervalMs: 1, times: [2, 3], series: { in: [21, 30], out: [2, 3] } };
  assert.deepEqual(joined(kept, fresh, 2), { intervalMs: 1, times: [2, 3], series: { in: [20, 30], out: [null, 3] } });
});

test('what a topic keeps is said in words', () => {
  assert.equal(kept({ cleanupPolicy: 'delete', retentionMs: 604800000 }), '7 d');
  assert.equal(kept({ cleanupPolicy: 'delete', retentionMs: 3600000, retentionBytes: 1048576 }), '1 h or 1.00 MiB of a partition');
  assert.equal(kept({ cleanupPolicy: 'delete' }), 'for ever');
  assert.equal(kept({ cleanupPolicy: '' }), 'for ever');
  assert.equal(kept({ cleanupPolicy: 'compact' }), 'the last of each key');
  assert.equal(kept({ cleanupPolicy: 'compact,delete', retentionMs: 3600000 }), '1 h, compacted');
});
