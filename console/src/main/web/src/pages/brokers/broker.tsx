// One broker: what is on it, its folders, its settings.
import { broker as load } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { Folder } from '../../api/types.ts';
import { to, type Params } from '../../app/routes.ts';
import { bytes, count, UNKNOWN } from '../../format/numbers.ts';
import { Badge } from '../../ui/badge.tsx';
import { Facts, PageHead, Panel } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Configs } from '../configs/configs.tsx';
import { address, BrokerState } from './brokers.tsx';

const folderColumns: Column<Folder>[] = [
  { name: 'Folder', cell: (folder) => <span class="mono">{folder.path}</span> },
  { name: 'Logs', numeric: true, cell: (folder) => count(folder.logs) },
  { name: 'Size', numeric: true, cell: (folder) => bytes(folder.bytes) },
  { name: 'Disk', numeric: true, cell: (folder) => (folder.totalBytes === undefined ? UNKNOWN : `${bytes(folder.usableBytes)} free of ${bytes(folder.totalBytes)}`) },
  { name: 'State', cell: (folder) => (folder.error ? <><Badge tone="bad">not used</Badge> {folder.error}</> : <Badge tone="good">in use</Badge>) },
];

function Head({ id }: { id: string }) {
  return (
    <>
      <PageHead title={`Broker ${id}`} crumb={{ name: 'Brokers', path: '/brokers' }} />
      <Tabs
        label="Views of the broker"
        tabs={[
          { name: 'State', path: to('brokers', id) },
          { name: 'Settings', path: to('brokers', id, 'settings') },
        ]}
      />
    </>
  );
}

export function BrokerPage({ params }: { params: Params }) {
  const id = params.broker!;
  const broker = useResource(`broker ${id}`, (signal) => load(id, signal), { everyMs: 5000 });
  return (
    <>
      <Head id={id} />
      <Loaded from={broker}>
        {(data) => (
          <>
            <Facts
              facts={[
                { name: 'State', value: <BrokerState broker={data} /> },
                { name: 'Address', value: <span class="mono small">{address(data)}</span> },
                { name: 'Rack', value: data.rack ?? UNKNOWN },
                { name: 'Leads', value: count(data.leaders) },
                { name: 'Replicas', value: count(data.replicas) },
                { name: 'Size', value: bytes(data.bytes) },
              ]}
            />
            <Panel title="Folders">
              <Table caption="Folders" columns={folderColumns} rows={data.folders} rowKey={(folder) => folder.path} />
            </Panel>
          </>
        )}
      </Loaded>
    </>
  );
}

export function BrokerSettings({ params }: { params: Params }) {
  return (
    <>
      <Head id={params.broker!} />
      <Configs owner={to('brokers', params.broker!)} />
    </>
  );
}
