// One group: how far behind it is, who is in it, why it rebalanced, and how to move it elsewhere.
import { useState } from 'preact/hooks';
import { deleteGroup, group as load } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { GroupDetail } from '../../api/types.ts';
import { navigate } from '../../app/location.ts';
import { to, type Params } from '../../app/routes.ts';
import { count, UNKNOWN } from '../../format/numbers.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts, PageHead } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { say } from '../../ui/toast.tsx';
import { GroupState } from './groups.tsx';
import { GroupLagPanel } from './lag.tsx';
import { Members, Rebalances } from './members.tsx';
import { ResetOffsets } from './reset.tsx';

export function GroupPage({ params }: { params: Params }) {
  const name = params.group!;
  const group = useResource(`group ${name}`, (signal) => load(name, signal), { everyMs: 3000 });
  const [open, setOpen] = useState<'reset' | 'delete'>();
  const [version, setVersion] = useState(0);
  const close = () => setOpen(undefined);
  const deleted = () => {
    say(`Group ${name} was deleted.`);
    navigate('/groups');
  };
  const reset = () => {
    close();
    say('The offsets were reset.');
    setVersion(version + 1);
  };
  return (
    <>
      <PageHead
        title={name}
        crumb={{ name: 'Groups', path: '/groups' }}
        actions={
          group.data && (
            <>
              <button type="button" class="button" onClick={() => setOpen('reset')}>Reset offsets</button>
              <button type="button" class="button button-danger" onClick={() => setOpen('delete')}>Delete</button>
            </>
          )
        }
      />
      <Loaded from={group}>
        {(data) => (
          <>
            <GroupFacts group={data} />
            <Stuck group={data} />
            <GroupLagPanel group={name} members={data.membersList} version={version} />
            <Members group={data} />
            <Rebalances rebalances={data.rebalances} />
          </>
        )}
      </Loaded>
      {open === 'reset' && <ResetOffsets group={name} onDone={reset} onClose={close} />}
      {open === 'delete' && (
        <Confirm title="Delete this group" name={name} verb="Delete it with its offsets" act={() => deleteGroup(name)} onDone={deleted} onClose={close}>
          <p>The offsets it has committed will be gone: a consumer that comes back starts where its <code>auto.offset.reset</code> says.</p>
        </Confirm>
      )}
    </>
  );
}

function GroupFacts({ group }: { group: GroupDetail }) {
  const { coordinator } = group;
  return (
    <Facts
      facts={[
        { name: 'State', value: <GroupState state={group.state} /> },
        { name: 'Type', value: group.type },
        { name: 'Members', value: count(group.membersList.length) },
        { name: 'Assignor', value: group.assignor ?? group.protocol ?? UNKNOWN },
        { name: 'Epoch', value: count(group.epoch) },
        { name: 'Coordinator', value: coordinator === undefined ? UNKNOWN : <a href={to('brokers', coordinator)}>broker {coordinator}</a> },
      ]}
    />
  );
}

function Stuck({ group }: { group: GroupDetail }) {
  const stuck = group.membersList.filter((member) => member.stuck !== undefined);
  if (stuck.length === 0) return null;
  return (
    <ul class="health-list" aria-label="Members that hold up the others">
      {stuck.map((member) => (
        <li key={member.id} class="health health-warning">
          <span>The group waits for <strong>{member.clientId}</strong> ({member.host}): {member.stuck}</span>
        </li>
      ))}
    </ul>
  );
}
