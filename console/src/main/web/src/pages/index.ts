// Every page with its address.
import type { Params, Route } from '../app/routes.ts';
import { BrokerPage, BrokerSettings } from './brokers/broker.tsx';
import { Brokers } from './brokers/brokers.tsx';
import { Cluster } from './cluster/cluster.tsx';
import { GroupPage } from './groups/group.tsx';
import { Groups } from './groups/groups.tsx';
import { Overview } from './overview.tsx';
import { TopicMessages, TopicPartitions, TopicSettings } from './topic/topic.tsx';
import { Topics } from './topics/topics.tsx';
import { TransactionPage } from './transactions/transaction.tsx';
import { Transactions } from './transactions/transactions.tsx';

const named = (name: string) => (params: Params) => params[name]!;
const broker = ({ broker }: Params) => `Broker ${broker}`;

export const routes: Route[] = [
  { pattern: '/', title: () => 'Overview', page: Overview },
  { pattern: '/topics', title: () => 'Topics', page: Topics },
  { pattern: '/topics/:topic', title: named('topic'), page: TopicPartitions },
  { pattern: '/topics/:topic/messages', title: named('topic'), page: TopicMessages },
  { pattern: '/topics/:topic/settings', title: named('topic'), page: TopicSettings },
  { pattern: '/groups', title: () => 'Groups', page: Groups },
  { pattern: '/groups/:group', title: named('group'), page: GroupPage },
  { pattern: '/transactions', title: () => 'Transactions', page: Transactions },
  { pattern: '/transactions/:transaction', title: named('transaction'), page: TransactionPage },
  { pattern: '/brokers', title: () => 'Brokers', page: Brokers },
  { pattern: '/brokers/:broker', title: broker, page: BrokerPage },
  { pattern: '/brokers/:broker/settings', title: broker, page: BrokerSettings },
  { pattern: '/cluster', title: () => 'Cluster', page: Cluster },
];
