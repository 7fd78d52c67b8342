// How far behind a group is, over all and in each partition, now and lately.
import { groupLag } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { Lag, Member } from '../../api/types.ts';
import { query, setQuery } from '../../app/location.ts';
import { to } from '../../app/routes.ts';
import { count, short, UNKNOWN } from '../../format/numbers.ts';
import { Chart } from '../../ui/chart.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/page.tsx';
import { Spark } from '../../ui/spark.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Table, type Column } from '../../ui/table.tsx';

const SIZE = 50;
const EVERY_MS = 2000;

type Props = { group: string; members: Member[]; version: number };

export function GroupLagPanel({ group, members, version }: Props) {
  const page = Math.max(1, Number(query.value.get('page')) || 1);
  const sort = query.value.get('sort') === 'lag' ? 'lag' : 'partition';
  const lag = useResource(`lag ${group} ${page} ${sort} ${version}`, (signal) => groupLag(group, { page, sort, size: SIZE }, signal), { everyMs: EVERY_MS, keep: true });
  const clients = new Map(members.map((member) => [member.id, member.clientId]));
  return (
    <Loaded from={lag}>
      {({ items, total, history }) =>
        total === 0 ? (
          <Panel title="Lag"><Empty title="Nothing is committed">The group has not said how far it has read.</Empty></Panel>
        ) : (
          <Panel
            title="Lag"
            actions={
              <label class="check">
                <input type="checkbox" checked={sort === 'lag'} onChange={(e) => setQuery({ sort: e.currentTarget.checked ? 'lag' : undefined, page: undefined })} />
                The largest first
              </label>
            }
          >
            {history.times.length > 1 && <Chart title="Records behind" times={history.times} lines={[{ name: 'all partitions', values: history.lag, color: 3 }]} format={short} />}
            <Table caption="Lag of each partition" columns={columns(clients)} rows={items} rowKey={(row) => `${row.topic}-${row.partition}`} />
            <Pager page={page - 1} size={SIZE} total={total} onPage={(next) => setQuery({ page: next === 0 ? undefined : String(next + 1) }, 'push')} />
          </Panel>
        )
      }
    </Loaded>
  );
}

const columns = (clients: Map<string, string>): Column<Lag>[] => [
  { name: 'Partition', cell: (row) => <><a class="strong" href={to('topics', row.topic)}>{row.topic}</a> <span class="strong">{row.partition}</span></> },
  { name: 'Read by', cell: (row) => (row.member === undefined ? <span class="muted">nobody</span> : (clients.get(row.member) ?? row.member)) },
  { name: 'Committed', numeric: true, cell: (row) => count(row.committed) },
  { name: 'End', numeric: true, cell: (row) => count(row.end) },
  { name: 'Lag', numeric: true, cell: (row) => <b>{row.lag === undefined ? UNKNOWN : count(row.lag)}</b> },
  { name: 'Lately', cell: (row) => <Spark values={row.history?.lag ?? []} label={`Lag of ${row.topic} ${row.partition} lately, now ${count(row.lag)}`} /> },
];
