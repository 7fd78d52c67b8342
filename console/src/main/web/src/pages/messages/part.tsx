// A key, value or header as JSON, text or bytes. Whatever is in it is only ever shown as text.
import { useState } from 'preact/hooks';
import type { Part } from '../../api/types.ts';
import { bytes, count } from '../../format/numbers.ts';
import { anyText, bytesOf, hexDump, jsonOf, visibleText, type View } from '../../format/payload.ts';
import { Refusal, useAction } from '../../ui/action.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Copy } from '../../ui/copy.tsx';
import { Tree } from '../../ui/tree.tsx';
import { download, whole, WHOLE_LIMIT } from './raw.ts';

const HEX_ROWS = 512;
const names: Record<View, string> = { json: 'JSON', text: 'Text', hex: 'Hex' };

export function PartView({ name, part: given, file }: { name: string; part: Part; file: string }) {
  const [part, setPart] = useState(given);
  const [view, setView] = useState<View>();
  const action = useAction();
  const json = part.kind === 'json' ? jsonOf(part.text) : undefined;
  const fitting: View = json !== undefined ? 'json' : part.text !== undefined ? 'text' : 'hex';
  const current = view ?? fitting;
  const views: View[] = json !== undefined ? ['json', 'text', 'hex'] : ['text', 'hex'];
  const raw = part.raw;
  return (
    <section class="part" aria-label={name}>
      <header class="part-head">
        <h3 class="wrap">{name}</h3>
        <Badge>{part.kind}</Badge>
        {part.kind !== 'null' && <span class="muted small">{bytes(part.size)}</span>}
        {part.avro && <span class="muted small">{avroWords(part.avro)}</span>}
        {part.size > 0 && (
          <div class="actions toolbar-end">
            <div class="choice" role="group" aria-label={`Show ${name} as`}>
              {views.map((each) => (
                <button key={each} type="button" class="button button-small" aria-pressed={each === current} onClick={() => setView(each)}>{names[each]}</button>
              ))}
            </div>
            {part.text !== undefined && !part.truncated && <Copy text={part.text}>Copy</Copy>}
            {raw && <button type="button" class="button button-small" disabled={action.busy} onClick={() => void action.run(() => download(raw, file))}>Download</button>}
          </div>
        )}
      </header>
      <Refusal error={action.error} />
      {part.size > 0 && <div class="part-body">{current === 'json' && json !== undefined ? <Tree value={json} /> : <pre tabIndex={0} aria-label={`${name} as ${names[current]}`}>{current === 'text' ? textOf(part) : hexDump(bytesOf(part), HEX_ROWS)}</pre>}</div>}
      {part.truncated && raw && (
        <p class="muted small">
          The beginning of {bytes(part.size)}.{' '}
          {part.size <= WHOLE_LIMIT ? (
            <button type="button" class="button button-small" disabled={action.busy} onClick={() => void action.run(async () => setPart(await whole(part, raw)))}>Show all {count(part.size)} bytes</button>
          ) : (
            'It is too large to be shown here; the download has all of it.'
          )}
        </p>
      )}
      {part.avro?.schema && <details class="small"><summary>Schema</summary><pre>{visibleText(part.avro.schema)}</pre></details>}
    </section>
  );
}

const textOf = (part: Part) => (part.text !== undefined ? visibleText(part.text) : anyText(bytesOf(part)));

function avroWords({ framing, schemaId, fingerprint }: NonNullable<Part['avro']>): string {
  if (framing === 'confluent') return `Avro with schema ${schemaId ?? 'unknown'} of a registry`;
  if (framing === 'single-object') return `Avro single object, schema ${fingerprint ?? 'unknown'}`;
  return 'Avro file, its schema with it';
}
