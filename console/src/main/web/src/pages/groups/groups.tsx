// All groups: searched, filtered and cut into pages by the server.
import { groups } from '../../api/calls.ts';
import type { Group } from '../../api/types.ts';
import { query, setQuery } from '../../app/location.ts';
import { to } from '../../app/routes.ts';
import { count } from '../../format/numbers.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Breakable } from '../../ui/breakable.tsx';
import { List } from '../../ui/list.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

const tones: Record<string, Tone> = { stable: 'good', empty: 'plain', dead: 'plain', 'not-ready': 'bad' };

export const GroupState = ({ state }: { state: string }) => <Badge tone={tones[state] ?? 'warn'}>{state.replaceAll('-', ' ')}</Badge>;

const columns: Column<Group>[] = [
  { name: 'Group', sort: 'name', cell: (group) => <a class="strong" href={to('groups', group.name)}><Breakable name={group.name === '' ? '(no name)' : group.name} /></a> },
  { name: 'State', sort: 'state', cell: (group) => <GroupState state={group.state} /> },
  { name: 'Type', sort: 'type', cell: (group) => group.type },
  { name: 'Members', numeric: true, cell: (group) => count(group.members) },
  { name: 'Lag', numeric: true, cell: (group) => count(group.lag) },
];

export function Groups() {
  return (
    <>
      <PageHead title="Groups" />
      <List
        name="Groups"
        columns={columns}
        rowKey={(group) => group.name}
        load={groups}
        filters={['state', 'type']}
        search="Search groups"
        everyMs={5000}
        controls={
          <>
            <Choice name="state" all="Any state" values={['stable', 'empty', 'preparing-rebalance', 'completing-rebalance', 'assigning', 'reconciling', 'dead']} />
            <Choice name="type" all="Any type" values={['consumer', 'classic', 'share', 'streams']} />
          </>
        }
        empty={(searched) =>
          searched ? <Empty title="No group is like this" /> : <Empty title="There are no groups yet">A group is there once a consumer with a <code>group.id</code> reads.</Empty>
        }
      />
    </>
  );
}

function Choice({ name, all, values }: { name: string; all: string; values: string[] }) {
  return (
    <label>
      <span class="hidden">{name}</span>
      <select class="input" value={query.value.get(name) ?? ''} onChange={(e) => setQuery({ [name]: e.currentTarget.value, page: undefined })}>
        <option value="">{all}</option>
        {values.map((value) => <option key={value} value={value}>{value.replaceAll('-', ' ')}</option>)}
      </select>
    </label>
  );
}
