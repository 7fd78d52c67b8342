import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyText, bytesOf, Exact, hexDump, jsonOf, preview, visibleText } from '../src/format/payload.ts';

test('bytes that are no UTF-8 become text all the same', () => {
  assert.equal(anyText(new Uint8Array([0x61, 0xff, 0xfe, 0x00, 0x62])), 'a\ufffd\ufffd\u2400b');
});

test('characters that hide or turn text around are made visible', () => {
  assert.equal(visibleText('a\u202eb\u0007c\td\n'), 'a⟨U+202e⟩b\u2407c\td\n');
});

test('only objects and arrays are JSON', () => {
  assert.deepEqual(jsonOf(' {"a": [1]}'), { a: [1] });
  for (const text of ['12', '"a"', '{"a":', '', undefined]) assert.equal(jsonOf(text), undefined);
});

test('JSON nested beyond all measure is text, not a failure', () => {
  const depth = 1_000_000;
  assert.equal(jsonOf('['.repeat(depth) + ']'.repeat(depth)), undefined);
});

test('a member named __proto__ is a member', () => {
  const parsed = jsonOf('{"__proto__": {"polluted": true}}');
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.deepEqual(Object.keys(parsed!), ['__proto__']);
});

test('a number that JavaScript would round keeps its digits where the engine tells them', () => {
  const { id } = jsonOf('{"id": 12345678901234567890}') as { id: unknown };
  assert.ok(id instanceof Exact ? id.source === '12345678901234567890' : id === 12345678901234567000);
});

test('a dump has offset, digits and what can be printed', () => {
  const dump = hexDump(new TextEncoder().encode('Weir <b>\u0000 sixteen+'));
  assert.equal(dump, '00000000  57 65 69 72 20 3c 62 3e  00 20 73 69 78 74 65 65  Weir <b>· sixtee\n00000010  6e 2b                                             n+');
});

test('a preview is one short line, whatever is in it', () => {
  assert.equal(preview({ kind: 'null', size: 0 }), 'null');
  assert.equal(preview({ kind: 'text', size: 9, text: 'a\n  b\tc' }), 'a b c');
  assert.equal(preview({ kind: 'text', size: 999, text: 'x'.repeat(999) }).length, 161);
  assert.equal(preview({ kind: 'binary', size: 2, base64: '/wA=' }), 'ff 00');
});

test('the bytes of a text are its UTF-8', () => {
  assert.deepEqual([...bytesOf({ kind: 'text', size: 2, text: 'é' })], [0xc3, 0xa9]);
});
