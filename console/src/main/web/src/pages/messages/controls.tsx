// Where to read from and what to look for. Nothing is asked for until it is submitted, so that half an expression is no error.
import { useEffect, useState } from 'preact/hooks';
import { partitions as load } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { TopicDetail } from '../../api/types.ts';
import { count } from '../../format/numbers.ts';
import { fromInput, toInput } from '../../format/times.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { choose, chosen, refusedExpression, type Choice, type Start } from './choice.ts';

const starts: [Start, string][] = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['offset', 'From an offset'],
  ['time', 'From a time'],
  ['live', 'Live: as they come'],
];

const filterNames = ['partitions', 'key', 'value', 'header', 'where', 'isolation'] as const;

export function Controls({ topic, error }: { topic: TopicDetail; error: Error | undefined }) {
  const { partitions } = topic;
  const current = chosen();
  const [draft, setDraft] = useState(current);
  useEffect(() => setDraft(current), [JSON.stringify(current)]);
  const [open, setOpen] = useState(false);
  const filters = filterNames.filter((name) => current[name] !== '').length;
  const set = (change: Partial<Choice>) => setDraft((before) => ({ ...before, ...change }));
  const input = (name: keyof Choice, placeholder: string) => (
    <input class="input mono" value={draft[name]} placeholder={placeholder} spellcheck={false} autocomplete="off" onInput={(e) => set({ [name]: e.currentTarget.value })} />
  );
  const refused = refusedExpression(error);
  const submit = (event: Event) => {
    event.preventDefault();
    choose(draft);
  };
  return (
    <form class={open ? 'panel controls controls-open' : 'panel controls'} onSubmit={submit}>
      <Field label="Read">
        <select class="input" value={draft.from} onChange={(e) => choose({ ...draft, from: e.currentTarget.value as Start })}>
          {starts.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
        </select>
      </Field>
      {draft.from === 'offset' && <Field label="Offset" hint={<Offsets topic={topic.name} chosen={draft.partitions} />}>{input('offset', '0')}</Field>}
      {draft.from === 'time' && (
        <Field label="Time">
          <input class="input" type="datetime-local" step="1" value={draft.time === '' ? '' : toInput(Number(draft.time))} onInput={(e) => set({ time: String(fromInput(e.currentTarget.value)) })} />
        </Field>
      )}
      <button type="button" class="button controls-more" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="down" /> Filters{filters > 0 && ` (${filters})`}
      </button>
      <Field label="Partitions">{input('partitions', partitions === 1 ? 'all: 0' : `all: 0 to ${partitions - 1}`)}</Field>
      <Field label="Key has">{input('key', 'text')}</Field>
      <Field label="Value has">{input('value', 'text')}</Field>
      <Field label="Header has">{input('header', 'text, or name=text')}</Field>
      <div class="controls-where">
        <Field label="Where" hint="key, value, header.name, partition, offset, timestamp; == != < > ~ && || !" error={refused && `${refused.message}${refused.position === undefined ? '' : ` (at character ${refused.position + 1})`}`}>
          <input type="search" class="input mono" value={draft.where} placeholder='value.total > 100 && header.source ~ "^web"' spellcheck={false} autocomplete="off" onInput={(e) => set({ where: e.currentTarget.value })} />
        </Field>
      </div>
      <label class="check">
        <input type="checkbox" checked={draft.isolation === 'uncommitted'} onChange={(e) => set({ isolation: e.currentTarget.checked ? 'uncommitted' : '' })} />
        Uncommitted too
      </label>
      <button type="submit" class="button button-main">{draft.from === 'live' ? 'Follow' : 'Read'}</button>
    </form>
  );
}

/** Which offsets there are in the partitions that are chosen, of the first 500. */
function Offsets({ topic, chosen }: { topic: string; chosen: string }) {
  const bounds = useResource(`offsets of ${topic}`, (signal) => load(topic, { size: 500 }, signal));
  const numbers = chosen.split(',').filter((each) => each.trim() !== '').map(Number);
  const those = (bounds.data?.items ?? []).filter(({ partition }) => numbers.length === 0 || numbers.includes(partition));
  const first = Math.min(...those.flatMap((each) => each.first ?? []));
  const end = Math.max(...those.flatMap((each) => each.end ?? []));
  return end > first ? <>{count(first)} to {count(end - 1)}</> : null;
}
