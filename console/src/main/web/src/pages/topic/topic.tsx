// One topic: what it is, and the ways into it.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { deleteTopic, topic as load } from '../../api/calls.ts';
import { useResource } from '../../api/resource.ts';
import type { TopicDetail } from '../../api/types.ts';
import { navigate } from '../../app/location.ts';
import { to, type Params } from '../../app/routes.ts';
import { kept } from '../../format/kept.ts';
import { count, bytes, plural, short } from '../../format/numbers.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts, PageHead } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { say } from '../../ui/toast.tsx';
import { Configs } from '../configs/configs.tsx';
import { Messages } from '../messages/messages.tsx';
import { TopicState } from '../topics/topics.tsx';
import { Partitions } from './partitions.tsx';
import { Produce } from './produce.tsx';

type Open = 'produce' | 'delete' | undefined;

function TopicPage({ name, children }: { name: string; children: (topic: TopicDetail, reload: () => void) => ComponentChildren }) {
  const topic = useResource(`topic ${name}`, (signal) => load(name, signal), { everyMs: 5000 });
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <>
      <PageHead
        title={name}
        crumb={{ name: 'Topics', path: '/topics' }}
        actions={
          topic.data && (
            <>
              <button type="button" class="button button-main" onClick={() => setOpen('produce')}>Produce</button>
              <button type="button" class="button button-danger" onClick={() => setOpen('delete')}>Delete</button>
            </>
          )
        }
      />
      <Tabs
        label="Views of the topic"
        tabs={[
          { name: 'Partitions', path: to('topics', name) },
          { name: 'Messages', path: to('topics', name, 'messages') },
          { name: 'Settings', path: to('topics', name, 'settings') },
        ]}
      />
      <Loaded from={topic}>{(data) => children(data, topic.reload)}</Loaded>
      {open === 'produce' && topic.data && <Produce topic={topic.data} onClose={close} />}
      {open === 'delete' && topic.data && <Delete topic={topic.data} onClose={close} />}
    </>
  );
}

export function TopicPartitions({ params }: { params: Params }) {
  return (
    <TopicPage name={params.topic!}>
      {(topic, reload) => (
        <>
          <Facts
            facts={[
              { name: 'Partitions', value: count(topic.partitions) },
              { name: 'Replicas of each', value: count(topic.replicationFactor) },
              { name: 'Records, about', value: short(topic.records) },
              { name: 'Size', value: bytes(topic.bytes) },
              { name: 'Kept', value: kept(topic) },
              { name: 'State', value: <TopicState topic={topic} /> },
            ]}
          />
          <Partitions topic={topic} onChange={reload} />
        </>
      )}
    </TopicPage>
  );
}

export const TopicMessages = ({ params }: { params: Params }) => <TopicPage name={params.topic!}>{(topic) => <Messages topic={topic} />}</TopicPage>;

export const TopicSettings = ({ params }: { params: Params }) => <TopicPage name={params.topic!}>{() => <Configs owner={to('topics', params.topic!)} />}</TopicPage>;

function Delete({ topic, onClose }: { topic: TopicDetail; onClose: () => void }) {
  const done = () => {
    say(`Topic ${topic.name} was deleted.`);
    navigate('/topics');
  };
  return (
    <Confirm title="Delete this topic" name={topic.name} verb="Delete it with all its records" act={() => deleteTopic(topic.name)} onDone={done} onClose={onClose}>
      <p>
        {plural(topic.partitions, 'partition')} with {topic.records === undefined ? 'all records' : `about ${plural(topic.records, 'record')}`} will be gone. Nothing brings them back.
      </p>
    </Confirm>
  );
}
