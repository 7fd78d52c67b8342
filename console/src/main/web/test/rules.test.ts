import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventCutter } from '../src/api/events.ts';
import { match, to } from '../src/app/routes.ts';
import { matching, valueProblem } from '../src/pages/configs/rules.ts';
import { resetOf } from '../src/pages/groups/target.ts';
import { headersOf, inputOf } from '../src/pages/topic/input.ts';
import { nameProblem } from '../src/pages/topics/name.ts';

test('an address gives back the name it was made of', () => {
  const name = 'a/b ü?%2F';
  assert.deepEqual(match('/groups/:group', to('groups', name)), { group: name });
  assert.equal(match('/groups/:group', '/groups'), undefined);
  assert.deepEqual(match('/topics/:topic', '/topics/%zz'), { topic: '%zz' });
});

test('events are cut at empty lines, wherever the stream was cut', () => {
  const cutter = new EventCutter();
  assert.deepEqual(cutter.push(': comment\n\nevent: rec'), []);
  assert.deepEqual(cutter.push('ord\nid: 3-4\ndata: {"a":1}\n\ndata: x\nda'), [
    { event: 'record', data: '{"a":1}' },
  ]);
  assert.deepEqual(cutter.push('ta: y\n\n'), [{ event: 'message', data: 'x\ny' }]);
});

test('names of topics follow the rule of Kafka', () => {
  for (const good of ['orders', 'a.b_c-D9', 'x'.repeat(249)]) assert.equal(nameProblem(good), undefined);
  for (const bad of ['.', '..', 'a b', 'ä', '<script>', 'x'.repeat(250)]) assert.ok(nameProblem(bad));
});

test('numbers are looked at before they are sent', () => {
  assert.equal(valueProblem('long', '-1'), undefined);
  assert.ok(valueProblem('int', '7d'));
  assert.ok(valueProblem('double', ''));
  assert.equal(valueProblem('string', 'anything'), undefined);
});

test('settings are found by name, value and meaning', () => {
  const setting = (name: string, source: 'default' | 'topic', documentation = '') => ({ name, value: '1', source, readOnly: false, sensitive: false, documentation });
  const all = [setting('retention.ms', 'default'), setting('cleanup.policy', 'topic', 'delete or compact')];
  assert.deepEqual(matching(all, 'COMPACT', false).map(({ name }) => name), ['cleanup.policy']);
  assert.deepEqual(matching(all, '', true).map(({ name }) => name), ['cleanup.policy']);
  assert.deepEqual(matching(all, '', false).map(({ name }) => name), ['cleanup.policy', 'retention.ms']);
});

test('headers are lines of name and value', () => {
  assert.deepEqual(headersOf('trace: a:b\n\nempty\n'), [
    { name: 'trace', value: { format: 'text', data: 'a:b' } },
    { name: 'empty', value: { format: 'text', data: '' } },
  ]);
  assert.deepEqual(inputOf('null', 'left over'), { format: 'null' });
});

test('a reset is a preview of what was chosen', () => {
  assert.deepEqual(resetOf('latest', '7', ' '), { preview: true, to: 'latest' });
  assert.deepEqual(resetOf('shift', '-5', 'orders'), { preview: true, to: 'shift', value: -5, topics: [{ topic: 'orders' }] });
});
