// The settings of a topic or a broker: value, where it comes from, what it means; those that may change can be edited.
import { useState } from 'preact/hooks';
import { configs } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { Config } from '../../api/types.ts';
import { query, setQuery } from '../../app/location.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Breakable } from '../../ui/breakable.tsx';
import { Search } from '../../ui/search.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { EditConfig } from './edit.tsx';
import { matching } from './rules.ts';

const sources: Record<Config['source'], [string, Tone]> = {
  topic: ['this topic', 'accent'],
  broker: ['this broker', 'accent'],
  group: ['this group', 'accent'],
  cluster: ['the cluster', 'accent'],
  file: ['the file', 'plain'],
  default: ['default', 'plain'],
  unknown: ['unknown', 'plain'],
};

/** `owner` is the path of the topic or broker in the API. */
export function Configs({ owner }: { owner: string }) {
  const loaded = useResource(`configs ${owner}`, (signal) => configs(owner, signal));
  const [editing, setEditing] = useState<Config>();
  const search = query.value.get('search') ?? '';
  const changed = query.value.get('changed') === 'true';
  const done = () => {
    setEditing(undefined);
    loaded.reload();
  };
  return (
    <>
      <div class="toolbar">
        <Search label="Search settings" value={search} onSearch={(text) => setQuery({ search: text })} />
        <label class="check">
          <input type="checkbox" checked={changed} onChange={(e) => setQuery({ changed: e.currentTarget.checked ? 'true' : undefined })} />
          Only what was set
        </label>
      </div>
      <Loaded from={loaded}>
        {({ items }) => {
          const rows = matching(items, search, changed);
          if (rows.length === 0) return <Empty title={changed ? 'Everything is as it comes' : 'No setting is like this'} />;
          return <Table caption="Settings" columns={columns(setEditing)} rows={rows} rowKey={(config) => config.name} />;
        }}
      </Loaded>
      {editing && <EditConfig owner={owner} config={editing} onDone={done} onClose={() => setEditing(undefined)} />}
    </>
  );
}

const columns = (edit: (config: Config) => void): Column<Config>[] => [
  { name: 'Setting', cell: Meaning },
  { name: 'Value', cell: Value },
  { name: 'From', cell: ({ source }) => <Badge tone={sources[source]?.[1] ?? 'plain'}>{sources[source]?.[0] ?? source}</Badge> },
  {
    name: 'Change',
    cell: (config) =>
      config.readOnly ? (
        <span class="muted small">with a restart</span>
      ) : (
        <button type="button" class="button button-small" aria-label={`Edit ${config.name}`} onClick={() => edit(config)}>Edit</button>
      ),
  },
];

function Meaning({ name, documentation }: Config) {
  return (
    <>
      <div class="mono strong wrap"><Breakable name={name} /></div>
      {documentation && <div class="muted small meaning">{documentation}</div>}
    </>
  );
}

function Value({ value, sensitive }: Config) {
  if (sensitive) return <span class="muted">secret</span>;
  if (value === undefined || value === '') return <span class="muted">none</span>;
  return <span class="mono">{value}</span>;
}
