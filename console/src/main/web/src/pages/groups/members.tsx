// Who is in a group and reads what, and why it was shared out anew.
import type { GroupDetail, Member, Rebalance } from '../../api/types.ts';
import { to } from '../../app/routes.ts';
import { ranges, UNKNOWN } from '../../format/numbers.ts';
import { ago, timestamp } from '../../format/times.ts';
import { Badge } from '../../ui/badge.tsx';
import { Panel } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, type Column } from '../../ui/table.tsx';

const columns: Column<Member>[] = [
  { name: 'Member', cell: Who },
  { name: 'Host', cell: (member) => <span class="mono">{member.host}</span> },
  { name: 'Epoch', numeric: true, cell: (member) => member.epoch ?? UNKNOWN },
  { name: 'Reads', cell: Assignment },
];

function Who({ clientId, id, instanceId, stuck }: Member) {
  return (
    <>
      <span class="strong">{clientId}</span> {instanceId && <Badge>{instanceId}</Badge>} {stuck && <Badge tone="warn">stuck</Badge>}
      <div class="muted small mono">{id}</div>
    </>
  );
}

function Assignment({ assignment }: Member) {
  if (assignment.length === 0) return <span class="muted">nothing</span>;
  return (
    <ul>
      {assignment.map(({ topic, partitions }) => (
        <li key={topic}><a href={to('topics', topic)}>{topic}</a> {ranges(partitions)}</li>
      ))}
    </ul>
  );
}

export function Members({ group }: { group: GroupDetail }) {
  return (
    <Panel title="Members">
      {group.membersList.length === 0 ? (
        <Empty title="Nobody is in the group now">Its offsets stay until they are too old.</Empty>
      ) : (
        <Table caption="Members" columns={columns} rows={group.membersList} rowKey={(member) => member.id} />
      )}
    </Panel>
  );
}

export function Rebalances({ rebalances }: { rebalances: Rebalance[] }) {
  return (
    <Panel title="Why it rebalanced">
      {rebalances.length === 0 ? (
        <p class="muted">It has not, as long as its coordinator remembers.</p>
      ) : (
        <ol class="events">
          {rebalances.map(({ time, epoch, reason }, i) => (
            <li key={i}>
              <time class="muted" title={timestamp(time)}>{ago(time)}</time>
              <span>{reason} {epoch !== undefined && <span class="muted">(epoch {epoch})</span>}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
