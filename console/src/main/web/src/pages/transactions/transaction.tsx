// One transaction: where it wrote, whom it holds back, and the end of it.
import { useState } from 'preact/hooks';
import { abortTransaction, transaction as load } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { TransactionPart } from '../../api/types.ts';
import { to, type Params } from '../../app/routes.ts';
import { count, UNKNOWN } from '../../format/numbers.ts';
import { timestamp } from '../../format/times.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts, PageHead, Panel } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { say } from '../../ui/toast.tsx';
import { isOpen, OpenFor, TransactionState } from './transactions.tsx';

const columns: Column<TransactionPart>[] = [
  { name: 'Partition', cell: (part) => <><a class="strong" href={to('topics', part.topic)}>{part.topic}</a> <span class="strong">{part.partition}</span></> },
  { name: 'Began at', numeric: true, cell: (part) => count(part.firstOffset) },
  { name: 'Readers stop at', numeric: true, cell: (part) => count(part.stableOffset) },
  { name: 'Held back', numeric: true, cell: (part) => (part.end === undefined || part.stableOffset === undefined ? UNKNOWN : `${count(part.end - part.stableOffset)} records`) },
  { name: 'Who waits', cell: (part) => <Waiting groups={part.groups} /> },
];

function Waiting({ groups }: { groups: string[] }) {
  if (groups.length === 0) return <span class="muted">no group that is known</span>;
  return <ul>{groups.map((group) => <li key={group}><a href={to('groups', group)}>{group}</a></li>)}</ul>;
}

export function TransactionPage({ params }: { params: Params }) {
  const id = params.transaction!;
  const transaction = useResource(`transaction ${id}`, (signal) => load(id, signal), { everyMs: 3000 });
  const [aborting, setAborting] = useState(false);
  const aborted = () => {
    setAborting(false);
    say('The transaction was aborted.');
    transaction.reload();
  };
  const open = transaction.data && isOpen(transaction.data);
  return (
    <>
      <PageHead
        title={id}
        crumb={{ name: 'Transactions', path: '/transactions' }}
        actions={open && <button type="button" class="button button-danger" onClick={() => setAborting(true)}>Abort</button>}
      />
      <Loaded from={transaction}>
        {(data) => (
          <>
            <Facts
              facts={[
                { name: 'State', value: <TransactionState state={data.state} /> },
                { name: 'Open for', value: <OpenFor transaction={data} /> },
                { name: 'Since', value: <span class="small">{timestamp(data.startedAt)}</span> },
                { name: 'Producer', value: data.producerId ?? UNKNOWN },
                { name: 'Epoch', value: data.producerEpoch ?? UNKNOWN },
                { name: 'Coordinator', value: data.coordinator === undefined ? UNKNOWN : <a href={to('brokers', data.coordinator)}>broker {data.coordinator}</a> },
              ]}
            />
            <Panel title="Where it wrote, and who is held back">
              {data.parts.length === 0 ? <Empty title="It has written nowhere" /> : <Table caption="Partitions" columns={columns} rows={data.parts} rowKey={(part) => `${part.topic}-${part.partition}`} />}
            </Panel>
          </>
        )}
      </Loaded>
      {aborting && (
        <Confirm title="Abort this transaction" name={id} verb="Abort it" act={() => abortTransaction(id)} onDone={aborted} onClose={() => setAborting(false)}>
          <p>What it wrote will be read by nobody who reads committed records. Its producer is fenced: if it still runs, its next request fails.</p>
        </Confirm>
      )}
    </>
  );
}
