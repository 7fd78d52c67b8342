// Produces one record.
import { useState } from 'preact/hooks';
import { produce } from '../../api/calls.ts';
import type { Input, TopicDetail, Written } from '../../api/types.ts';
import { to } from '../../app/routes.ts';
import { count } from '../../format/numbers.ts';
import { Refusal, Submit, useAction } from '../../ui/action.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { headersOf, inputOf } from './input.ts';

type Format = Input['format'];

const formats: [Format, string][] = [
  ['text', 'Text'],
  ['json', 'JSON'],
  ['hex', 'Hex'],
  ['base64', 'Base64'],
  ['null', 'Null'],
];

export function Produce({ topic, onClose }: { topic: TopicDetail; onClose: () => void }) {
  const [partition, setPartition] = useState('');
  const [key, setKey] = useState('');
  const [keyFormat, setKeyFormat] = useState<Format>('null');
  const [value, setValue] = useState('');
  const [valueFormat, setValueFormat] = useState<Format>('text');
  const [headers, setHeaders] = useState('');
  const [written, setWritten] = useState<Written>();
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    setWritten(undefined);
    void action.run(async () => {
      const message = { key: inputOf(keyFormat, key), value: inputOf(valueFormat, value), headers: headersOf(headers) };
      setWritten(await produce(topic.name, partition === '' ? message : { ...message, partition: Number(partition) }));
    });
  };
  return (
    <Dialog title={`Produce to ${topic.name}`} onClose={onClose} wide>
      <form class="stack" onSubmit={submit}>
        <div class="columns columns-key">
          <Field label="Key"><input class="input mono" value={key} disabled={keyFormat === 'null'} spellcheck={false} autocomplete="off" onInput={(e) => setKey(e.currentTarget.value)} /></Field>
          <FormatChoice label="Key is" value={keyFormat} onChange={setKeyFormat} />
          <Field label="Partition"><input class="input" type="number" min="0" max={topic.partitions - 1} placeholder="by the key" value={partition} onInput={(e) => setPartition(e.currentTarget.value)} /></Field>
        </div>
        <FormatChoice label="Value is" value={valueFormat} onChange={setValueFormat} />
        <Field label="Value"><textarea data-first class="input" rows={7} value={value} disabled={valueFormat === 'null'} spellcheck={false} onInput={(e) => setValue(e.currentTarget.value)} /></Field>
        <Field label="Headers" hint="One a line, as name: value"><textarea class="input" rows={2} value={headers} spellcheck={false} onInput={(e) => setHeaders(e.currentTarget.value)} /></Field>
        <Refusal error={action.error} />
        {written && (
          <p class="note" role="status">
            Written to partition {written.partition} at offset {count(written.offset)}.{' '}
            <a href={`${to('topics', topic.name, 'messages')}?from=offset&partitions=${written.partition}&offset=${written.offset}`} onClick={onClose}>Look at it</a>
          </p>
        )}
        <div class="actions"><Submit action={action}>Produce</Submit></div>
      </form>
    </Dialog>
  );
}

type FormatProps = { label: string; value: Format; onChange: (format: Format) => void };

function FormatChoice({ label, value, onChange }: FormatProps) {
  return (
    <Field label={label}>
      <select class="input" value={value} onChange={(e) => onChange(e.currentTarget.value as Format)}>
        {formats.map(([format, name]) => <option key={format} value={format}>{name}</option>)}
      </select>
    </Field>
  );
}
