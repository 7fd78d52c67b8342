// The brokers and what moves between them: under way, planned, and brokers that are being emptied.
import { useState } from 'preact/hooks';
import { brokers, drain, moves, plan, startPlan } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { Broker, Move, Started, Step } from '../../api/types.ts';
import { to } from '../../app/routes.ts';
import { bytes, count, plural } from '../../format/numbers.ts';
import { Breakable } from '../../ui/breakable.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { PageHead, Panel } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { say } from '../../ui/toast.tsx';
import { brokerColumns } from '../brokers/brokers.tsx';

const partition = ({ topic, partition }: { topic: string; partition: number }) => (
  <>
    <a class="strong" href={to('topics', topic)}><Breakable name={topic} /></a> <span class="strong">{partition}</span>
  </>
);
const ids = (brokers: number[]) => (brokers.length === 0 ? '–' : brokers.join(', '));

const moveColumns: Column<Move>[] = [
  { name: 'Partition', cell: partition },
  { name: 'Replicas', cell: (move) => ids(move.replicas) },
  { name: 'Joins', cell: (move) => ids(move.adding) },
  { name: 'Leaves', cell: (move) => ids(move.removing) },
];

const stepColumns: Column<Step>[] = [
  { name: 'Partition', cell: partition },
  { name: 'Replicas now', cell: (step) => ids(step.from) },
  { name: 'Then', cell: (step) => ids(step.to) },
  { name: 'Size', numeric: true, cell: (step) => bytes(step.bytes) },
  { name: 'Why', cell: (step) => step.reason },
];

export function Cluster() {
  const all = useResource('brokers', brokers, { everyMs: 5000 });
  const [draining, setDraining] = useState<Broker>();
  const toggle = (broker: Broker) => (broker.state === 'draining' ? void keep(broker).then(all.reload) : setDraining(broker));
  const action: Column<Broker> = {
    name: 'Drain',
    cell: (broker) => (
      <button type="button" class="button button-small" aria-label={`${broker.state === 'draining' ? 'Keep' : 'Drain'} broker ${broker.id}`} onClick={() => toggle(broker)}>
        {broker.state === 'draining' ? 'Keep' : 'Drain'}
      </button>
    ),
  };
  const drained = () => {
    say(`Broker ${draining!.id} is being emptied.`);
    setDraining(undefined);
    all.reload();
  };
  return (
    <>
      <PageHead title="Cluster" note="Partitions move by themselves: onto brokers that are new, off those that are drained or gone." />
      <Panel title="Brokers">
        <Loaded from={all}>{({ items }) => <Table caption="Brokers" columns={items.length > 1 ? [...brokerColumns, action] : brokerColumns} rows={items} rowKey={(broker) => broker.id} />}</Loaded>
      </Panel>
      <UnderWay />
      <Planned />
      {draining && (
        <Confirm title={`Drain broker ${draining.id}`} verb="Drain it" act={() => drain(draining.id, true)} onDone={drained} onClose={() => setDraining(undefined)}>
          <p>It is given nothing new, and {plural(draining.replicas ?? 0, 'replica')} will move to other brokers. Once it is empty it can be stopped for good.</p>
        </Confirm>
      )}
    </>
  );
}

async function keep(broker: Broker): Promise<void> {
  try {
    await drain(broker.id, false);
    say(`Broker ${broker.id} stays.`);
  } catch (failure) {
    say((failure as Error).message);
  }
}

function UnderWay() {
  const state = useResource('moves', moves, { everyMs: 3000 });
  return (
    <Panel title="Under way">
      <Loaded from={state}>
        {({ reassignments, drains }) => (
          <>
            {drains.map((each) => (
              <p key={each.broker} class="note moves-note">Broker {each.broker} is drained: {each.replicas === 0 ? 'it is empty and can be stopped.' : `${plural(each.replicas, 'replica')} still on it.`}</p>
            ))}
            {reassignments.length === 0 ? <p class="muted">Nothing moves.</p> : <Table caption="Moves under way" columns={moveColumns} rows={reassignments} rowKey={(move) => `${move.topic}-${move.partition}`} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Planned() {
  const planned = useResource('plan', plan, { everyMs: 15000 });
  const [asking, setAsking] = useState(false);
  const [begun, setBegun] = useState<Started>();
  const start = async () => setBegun(await startPlan());
  const started = () => {
    setAsking(false);
    planned.reload();
  };
  const total = planned.data?.total ?? 0;
  return (
    <Panel title="Planned" actions={total > 0 && <button type="button" class="button" onClick={() => setAsking(true)}>Start moving</button>}>
      {begun && <Begun begun={begun} />}
      <Loaded from={planned}>
        {({ steps }) =>
          total === 0 ? (
            <p class="muted">Every broker has its share: there is nothing to move.</p>
          ) : (
            <>
              <p class="muted moves-note">
                {plural(total, 'move')}{total > steps.length && `, the first ${count(steps.length)} shown`}. The balancer carries them out by itself, some at a time, where it is on (<code>weir.balance.enable</code>).
              </p>
              <Table caption="Planned moves" columns={stepColumns} rows={steps} rowKey={(step) => `${step.topic}-${step.partition}`} />
            </>
          )
        }
      </Loaded>
      {asking && (
        <Confirm title="Start moving" verb="Start" safe act={start} onDone={started} onClose={() => setAsking(false)}>
          <p>The first of {plural(total, 'move')} begin at once: as many as may be under way at the same time. Records are copied, which takes disks and the network some work; nobody has to wait for it.</p>
        </Confirm>
      )}
    </Panel>
  );
}

function Begun({ begun: { started, left, refused } }: { begun: Started }) {
  return (
    <div class="note moves-note" role="status">
      {plural(started, 'move')} begun{left > 0 && `, ${count(left)} left`}.
      {refused.map((each) => <div key={`${each.topic}-${each.partition}`}>{each.topic} {each.partition}: {each.detail}</div>)}
    </div>
  );
}
