// How the cluster is, at a glance: what is wrong in words, what it does in charts.
import { overview } from '../api/calls.ts';
import { useResource } from '../api/resource.ts';
import type { Overview as Cluster, Problem, Samples } from '../api/types.ts';
import { to } from '../app/routes.ts';
import { bytesPerSecond, count, perSecond, plural, short } from '../format/numbers.ts';
import { Badge } from '../ui/badge.tsx';
import { Chart, type Line } from '../ui/chart.tsx';
import { Icon } from '../ui/icon.tsx';
import { Facts, PageHead, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { useSamples } from './samples.ts';

export function Overview() {
  const cluster = useResource('overview', overview, { everyMs: 3000 });
  const live = useSamples();
  return (
    <>
      <PageHead title="Overview" note={cluster.data && <>Cluster <span class="mono">{cluster.data.clusterId}</span></>} />
      <Loaded from={cluster}>
        {(data) => (
          <>
            <Health problems={data.problems} />
            <Counts cluster={data} />
          </>
        )}
      </Loaded>
      <Loaded from={live}>{(data) => <Charts samples={data} />}</Loaded>
    </>
  );
}

function Health({ problems }: { problems: Problem[] }) {
  if (problems.length === 0) {
    return (
      <p class="health health-good">
        <Icon name="check" /> <strong>All is well.</strong> Every partition has a leader and all its replicas.
      </p>
    );
  }
  return (
    <ul class="health-list" aria-label={plural(problems.length, 'problem')}>
      {problems.map((problem, i) => (
        <li key={i} class={`health health-${problem.severity}`}>
          <Icon name="alert" />
          <span>
            <Badge tone={problem.severity === 'error' ? 'bad' : 'warn'}>{problem.kind.replaceAll('-', ' ')}</Badge> {problem.detail}{' '}
            {problem.topic !== undefined && <a href={to('topics', problem.topic)}>{problem.topic}</a>}
            {problem.broker !== undefined && <a href={to('brokers', problem.broker)}>Broker {problem.broker}</a>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Counts({ cluster }: { cluster: Cluster }) {
  const { counts, brokers, controller } = cluster;
  const up = brokers.filter((broker) => broker.state === 'up').length;
  return (
    <Facts
      facts={[
        { name: 'Brokers', value: <a href="/brokers">{up === brokers.length ? count(up) : `${up} of ${brokers.length} up`}</a>, ...(up < brokers.length ? { tone: 'warn' } : {}) },
        { name: 'Controller', value: controller === undefined ? 'none' : <a href={to('brokers', controller)}>broker {controller}</a>, ...(controller === undefined ? { tone: 'bad' } : {}) },
        { name: 'Topics', value: <a href="/topics">{count(counts.topics)}</a> },
        { name: 'Partitions', value: count(counts.partitions) },
        { name: 'Groups', value: <a href="/groups">{count(counts.groups)}</a> },
        { name: 'Under-replicated', value: count(counts.underReplicated), ...(counts.underReplicated > 0 ? { tone: 'warn' } : {}) },
        { name: 'Offline', value: count(counts.offline), ...(counts.offline > 0 ? { tone: 'bad' } : {}) },
      ]}
    />
  );
}

const milliseconds = (ms: number) => (ms > 0 && ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);

function Charts({ samples: { times, series, broker } }: { samples: Samples }) {
  const line = (name: string, of: string, color: Line['color']): Line => ({ name, values: series[of] ?? times.map(() => null), color });
  const charts = [
    { title: 'Throughput', format: bytesPerSecond, binary: true, lines: [line('in', 'bytesIn', 1), line('out', 'bytesOut', 2)] },
    { title: 'Records', format: perSecond, lines: [line('in', 'recordsIn', 1), line('out', 'recordsOut', 2)] },
    { title: 'Produce latency', format: milliseconds, lines: [line('p50', 'produceP50Ms', 1), line('p99', 'produceP99Ms', 3)] },
    { title: 'Fetch latency', format: milliseconds, lines: [line('p50', 'fetchP50Ms', 1), line('p99', 'fetchP99Ms', 3)] },
    { title: 'Largest lag', format: short, lines: [line('records', 'maxLag', 3)] },
    { title: 'Requests', format: perSecond, lines: [line('all', 'requests', 1)] },
  ];
  return (
    <Panel title="The last minutes" actions={broker !== undefined && <span class="muted">broker {broker}, live</span>}>
      <div class="charts">
        {charts.map((chart) => <Chart key={chart.title} times={times} {...chart} />)}
      </div>
    </Panel>
  );
}
