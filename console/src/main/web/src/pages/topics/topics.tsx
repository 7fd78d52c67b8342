// All topics: searched, sorted and cut into pages by the server.
import { useState } from 'preact/hooks';
import { topics } from '../../api/calls.ts';
import type { Topic } from '../../api/types.ts';
import { query, setQuery } from '../../app/location.ts';
import { to } from '../../app/routes.ts';
import { kept } from '../../format/kept.ts';
import { bytes, count } from '../../format/numbers.ts';
import { Badge } from '../../ui/badge.tsx';
import { Breakable } from '../../ui/breakable.tsx';
import { List } from '../../ui/list.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { CreateTopic } from './create.tsx';

const columns: Column<Topic>[] = [
  { name: 'Topic', sort: 'name', cell: (topic) => <TopicName topic={topic} /> },
  { name: 'Partitions', sort: 'partitions', numeric: true, cell: (topic) => count(topic.partitions) },
  { name: 'Replicas', numeric: true, cell: (topic) => count(topic.replicationFactor) },
  { name: 'Size', sort: 'bytes', numeric: true, cell: (topic) => bytes(topic.bytes) },
  { name: 'Kept', cell: kept },
  { name: 'State', cell: (topic) => <TopicState topic={topic} /> },
];

export function Topics() {
  const [creating, setCreating] = useState(false);
  const internal = query.value.get('internal') === 'true';
  return (
    <>
      <PageHead title="Topics" actions={<button type="button" class="button button-main" onClick={() => setCreating(true)}>Create a topic</button>} />
      <List
        name="Topics"
        columns={columns}
        rowKey={(topic) => topic.name}
        load={topics}
        filters={['internal']}
        search="Search topics"
        controls={
          <label class="check">
            <input type="checkbox" checked={internal} onChange={(e) => setQuery({ internal: e.currentTarget.checked ? 'true' : undefined, page: undefined })} />
            Internal topics
          </label>
        }
        empty={(searched) =>
          searched ? (
            <Empty title="No topic has this in its name" />
          ) : (
            <Empty title="There are no topics yet">Create one here, or by <code>weir topic create orders --partitions 6</code></Empty>
          )
        }
      />
      {creating && <CreateTopic onClose={() => setCreating(false)} />}
    </>
  );
}

function TopicName({ topic }: { topic: Topic }) {
  return (
    <>
      <a class="strong" href={to('topics', topic.name)}><Breakable name={topic.name} /></a> {topic.internal && <Badge>internal</Badge>}
    </>
  );
}

export function TopicState({ topic }: { topic: Topic }) {
  if (topic.offline) return <Badge tone="bad">{topic.offline} offline</Badge>;
  if (topic.underReplicated) return <Badge tone="warn">{topic.underReplicated} under-replicated</Badge>;
  return <Badge tone="good">in sync</Badge>;
}
