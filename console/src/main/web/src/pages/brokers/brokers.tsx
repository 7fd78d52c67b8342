// All brokers of the cluster.
import { brokers } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { Broker } from '../../api/types.ts';
import { to } from '../../app/routes.ts';
import { bytes, count, UNKNOWN } from '../../format/numbers.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Table, type Column } from '../../ui/table.tsx';

const tones: Record<Broker['state'], Tone> = { up: 'good', fenced: 'bad', stopping: 'warn', draining: 'warn', gone: 'bad' };

export function BrokerState({ broker }: { broker: Broker }) {
  return (
    <>
      <Badge tone={tones[broker.state] ?? 'plain'}>{broker.state}</Badge> {broker.controller && <Badge tone="accent">controller</Badge>}
    </>
  );
}

export const address = ({ host, port }: Broker) => (host === undefined ? UNKNOWN : `${host}:${port}`);

export const brokerColumns: Column<Broker>[] = [
  { name: 'Broker', cell: (broker) => <a class="strong" href={to('brokers', broker.id)}>Broker {broker.id}</a> },
  { name: 'State', cell: (broker) => <BrokerState broker={broker} /> },
  { name: 'Address', cell: (broker) => <span class="mono">{address(broker)}</span> },
  { name: 'Rack', cell: (broker) => broker.rack ?? UNKNOWN },
  { name: 'Leads', numeric: true, cell: (broker) => count(broker.leaders) },
  { name: 'Replicas', numeric: true, cell: (broker) => count(broker.replicas) },
  { name: 'Size', numeric: true, cell: (broker) => bytes(broker.bytes) },
];

export function Brokers() {
  const all = useResource('brokers', brokers, { everyMs: 5000 });
  return (
    <>
      <PageHead title="Brokers" />
      <Loaded from={all}>{({ items }) => <Table caption="Brokers" columns={brokerColumns} rows={items} rowKey={(broker) => broker.id} />}</Loaded>
    </>
  );
}
