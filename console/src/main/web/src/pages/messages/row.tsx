// One record: a line that opens. What is inside is only made once it is opened.
import { useState } from 'preact/hooks';
import type { Message, Part } from '../../api/types.ts';
import { bootstrap } from '../../app/session.ts';
import { kcat, weirConsume } from '../../format/commands.ts';
import { bytes, count } from '../../format/numbers.ts';
import { preview, visibleText } from '../../format/payload.ts';
import { timestamp } from '../../format/times.ts';
import { Copy } from '../../ui/copy.tsx';
import { PartView } from './part.tsx';

export function MessageRow({ topic, message }: { topic: string; message: Message }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="message" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        <span class="message-place" title={`Partition ${message.partition}, offset ${message.offset}`}>
          <span class="muted">p{message.partition}</span> <b>{count(message.offset)}</b>
        </span>
        <time class="message-time" dateTime={new Date(message.timestamp).toJSON() ?? ''}>{timestamp(message.timestamp)}</time>
        <Glance part={message.key} kind="key" />
        <Glance part={message.value} kind="value" />
        <span class="message-size muted">{bytes(message.value.size)}</span>
      </summary>
      {open && <Inside topic={topic} message={message} />}
    </details>
  );
}

function Glance({ part, kind }: { part: Part; kind: 'key' | 'value' }) {
  const tag = part.kind === 'avro' || part.kind === 'binary' ? part.kind : undefined;
  return (
    <span class={`message-${kind} mono ${part.kind === 'null' ? 'muted' : ''}`}>
      {tag && <span class="badge">{tag}</span>} {preview(part)}
    </span>
  );
}

function Inside({ topic, message }: { topic: string; message: Message }) {
  const where = { topic, partition: message.partition, offset: message.offset, bootstrap: bootstrap() };
  return (
    <div class="message-inside">
      <div class="toolbar">
        <span class="muted">
          Partition {message.partition}, offset {count(message.offset)}
          {message.leaderEpoch !== undefined && message.leaderEpoch >= 0 && `, leader epoch ${message.leaderEpoch}`}
          {message.timestampType && `, time of ${message.timestampType === 'append' ? 'the append' : 'the producer'}`}
        </span>
        <div class="actions toolbar-end">
          <Copy text={weirConsume(where)}>Copy as weir</Copy>
          <Copy text={kcat(where)}>Copy as kcat</Copy>
        </div>
      </div>
      <PartView name="Key" part={message.key} file={fileName(topic, message, 'key')} />
      <PartView name="Value" part={message.value} file={fileName(topic, message, 'value')} />
      {message.headers.map((header, i) => (
        <PartView key={i} name={`Header ${visibleText(header.name)}`} part={header.value} file={fileName(topic, message, `header-${i}`)} />
      ))}
    </div>
  );
}

const fileName = (topic: string, { partition, offset }: Message, part: string) => `${topic}-${partition}-${offset}.${part}`;
