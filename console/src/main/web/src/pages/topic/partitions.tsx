// The partitions of a topic: who leads, who follows, what is in them.
import { useState } from 'preact/hooks';
import { addPartitions, partitions } from '../../api/calls.ts';
import type { Partition, TopicDetail } from '../../api/types.ts';
import { query, setQuery } from '../../app/location.ts';
import { to } from '../../app/routes.ts';
import { bytes, count, UNKNOWN } from '../../format/numbers.ts';
import { Refusal, Submit, useAction } from '../../ui/action.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { List } from '../../ui/list.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

const columns: Column<Partition>[] = [
  { name: 'Partition', cell: (each) => <span class="strong">{each.partition}</span> },
  { name: 'Leader', cell: (each) => (each.leader === undefined ? <Badge tone="bad">none</Badge> : <a href={to('brokers', each.leader)}>{each.leader}</a>) },
  { name: 'Replicas', cell: (each) => <Replicas partition={each} /> },
  { name: 'First offset', numeric: true, cell: (each) => count(each.first) },
  { name: 'End offset', numeric: true, cell: (each) => count(each.end) },
  { name: 'Records', numeric: true, cell: (each) => (each.end === undefined || each.first === undefined ? UNKNOWN : count(each.end - each.first)) },
  { name: 'Size', numeric: true, cell: (each) => bytes(each.bytes) },
];

function Replicas({ partition: { replicas, isr, adding, removing } }: { partition: Partition }) {
  return (
    <span class="replicas">
      {replicas.map((id) => {
        const inSync = isr.includes(id);
        const words = removing.includes(id) ? 'leaves' : adding.includes(id) ? 'joins' : inSync ? '' : 'not in sync';
        return <span key={id} class={inSync ? 'replica' : 'replica replica-out'}>{id}{words && <small> {words}</small>}</span>;
      })}
    </span>
  );
}

export function Partitions({ topic, onChange }: { topic: TopicDetail; onChange: () => void }) {
  const [adding, setAdding] = useState(false);
  const [version, setVersion] = useState(0);
  const only = query.value.get('only') ?? 'all';
  const added = () => {
    setAdding(false);
    setVersion(version + 1);
    onChange();
  };
  return (
    <>
      <List
        name="Partitions"
        columns={columns}
        rowKey={(each) => each.partition}
        load={({ only, page, size }, signal) => partitions(topic.name, { only, page, size }, signal)}
        filters={['only']}
        everyMs={5000}
        version={version}
        controls={
          <>
            <label class="check">
              Show{' '}
              <select class="input" value={only} onChange={(e) => setQuery({ only: e.currentTarget.value === 'all' ? undefined : e.currentTarget.value, page: undefined })}>
                <option value="all">all partitions</option>
                <option value="under-replicated">under-replicated ones</option>
                <option value="offline">those without a leader</option>
              </select>
            </label>
            <button type="button" class="button" onClick={() => setAdding(true)}>Add partitions</button>
          </>
        }
        empty={() => <Empty title="No partition is like this">That is good news.</Empty>}
      />
      {adding && <AddPartitions topic={topic} onDone={added} onClose={() => setAdding(false)} />}
    </>
  );
}

type AddProps = { topic: TopicDetail; onDone: () => void; onClose: () => void };

function AddPartitions({ topic, onDone, onClose }: AddProps) {
  const [total, setTotal] = useState(String(topic.partitions + 1));
  const action = useAction();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await action.run(() => addPartitions(topic.name, Number(total)))) onDone();
  };
  return (
    <Dialog title="Add partitions" onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <p class="note note-warn">Keys that come from now on may go to another partition than before, and there is no way back to fewer.</p>
        <Field label="Partitions then">
          <input data-first class="input" type="number" min={topic.partitions + 1} value={total} onInput={(e) => setTotal(e.currentTarget.value)} />
        </Field>
        <Refusal error={action.error} />
        <div class="actions"><Submit action={action}>Add</Submit></div>
      </form>
    </Dialog>
  );
}
