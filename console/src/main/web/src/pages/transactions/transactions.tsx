// Transactions: the longest open first, as those hold back whoever reads only what is committed.
import { transactions } from '../../api/calls.ts';
import type { Transaction } from '../../api/types.ts';
import { query, setQuery } from '../../app/location.ts';
import { to } from '../../app/routes.ts';
import { count } from '../../format/numbers.ts';
import { duration } from '../../format/times.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { List } from '../../ui/list.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

export function TransactionState({ state }: { state: string }) {
  const tone: Tone = state === 'ongoing' ? 'warn' : state.startsWith('prepare') ? 'accent' : 'plain';
  return <Badge tone={tone}>{state.replaceAll('-', ' ')}</Badge>;
}

export const isOpen = ({ state }: Transaction) => state === 'ongoing';

/** For how long it has been open, with a warning once it is past half of what its producer may take. */
export function OpenFor({ transaction }: { transaction: Transaction }) {
  const { startedAt, timeoutMs } = transaction;
  if (startedAt === undefined || !isOpen(transaction)) return <>–</>;
  const open = Math.max(0, Date.now() - startedAt);
  return (
    <>
      {duration(open)} {timeoutMs !== undefined && open > timeoutMs / 2 && <Badge tone="warn">of {duration(timeoutMs)}</Badge>}
    </>
  );
}

const columns: Column<Transaction>[] = [
  { name: 'Transactional id', cell: (each) => <a class="strong" href={to('transactions', each.transaction)}>{each.transaction}</a> },
  { name: 'State', cell: (each) => <TransactionState state={each.state} /> },
  { name: 'Open for', cell: (each) => <OpenFor transaction={each} /> },
  { name: 'Partitions', numeric: true, cell: (each) => count(each.partitions) },
  { name: 'Producer', numeric: true, cell: (each) => (each.producerId === undefined ? '–' : `${each.producerId}, epoch ${each.producerEpoch}`) },
];

export function Transactions() {
  const all = query.value.get('open') === 'false';
  return (
    <>
      <PageHead title="Transactions" />
      <List
        name="Transactions"
        columns={columns}
        rowKey={(each) => each.transaction}
        load={({ search, open, page, size }, signal) => transactions({ search, open, page, size }, signal)}
        filters={['open']}
        search="Search transactional ids"
        everyMs={3000}
        controls={
          <label class="check">
            <input type="checkbox" checked={all} onChange={(e) => setQuery({ open: e.currentTarget.checked ? 'false' : undefined, page: undefined })} />
            Those that are over, too
          </label>
        }
        empty={() => <Empty title={all ? 'There are no transactions' : 'No transaction is open'}>{!all && 'Nobody is held back.'}</Empty>}
      />
    </>
  );
}
