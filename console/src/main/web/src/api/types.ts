// What the API answers, as its document (/api/v1/openapi.yaml) says. Times are ms since 1970; what has no value is left out.
export type Page<T> = { items: T[]; total: number; page: number; size: number };

export type Session = { version: string; tokenRequired: boolean; authorized: boolean; node?: number; clusterId?: string; bootstrap?: string };

export type BrokerState = 'up' | 'fenced' | 'stopping' | 'draining' | 'gone';
export type Broker = {
  id: number;
  host?: string;
  port?: number;
  rack?: string;
  state: BrokerState;
  controller?: boolean;
  leaders?: number;
  replicas?: number;
  bytes?: number;
};
export type Folder = { path: string; logs: number; bytes: number; totalBytes?: number; usableBytes?: number; error?: string };
export type BrokerDetail = Broker & { folders: Folder[] };

export type Problem = { severity: 'error' | 'warning'; kind: string; detail: string; topic?: string; broker?: number };
export type Overview = {
  clusterId: string;
  version?: string;
  answeredBy: number;
  controller?: number;
  brokers: Broker[];
  counts: {
    topics: number;
    partitions: number;
    groups: number;
    internalTopics?: number;
    underReplicated: number;
    underMinIsr?: number;
    offline: number;
    reassigning?: number;
  };
  problems: Problem[];
};
export type Samples = { intervalMs: number; broker?: number; times: number[]; series: Record<string, (number | null)[]> };

export type Move = { topic: string; partition: number; replicas: number[]; adding: number[]; removing: number[] };
export type Moves = { reassignments: Move[]; drains: { broker: number; replicas: number }[] };
export type Step = { topic: string; partition: number; from: number[]; to: number[]; bytes?: number; reason: string };
export type Plan = { total: number; steps: Step[] };
export type Started = { started: number; left: number; refused: { topic: string; partition: number; detail: string }[] };

export type Config = {
  name: string;
  value?: string;
  default?: string;
  source: 'topic' | 'broker' | 'cluster' | 'file' | 'default' | 'group' | 'unknown';
  type?: string;
  readOnly: boolean;
  sensitive: boolean;
  documentation?: string;
};
export type ConfigChange = { set?: Record<string, string>; reset?: string[]; validateOnly?: boolean };

export type Topic = {
  name: string;
  internal: boolean;
  partitions: number;
  replicationFactor: number;
  bytes?: number;
  underReplicated?: number;
  offline?: number;
  cleanupPolicy: string;
  retentionMs?: number;
  retentionBytes?: number;
};
export type TopicDetail = Topic & { id: string; records?: number };
export type NewTopic = { name: string; partitions?: number; replicationFactor?: number; configs?: Record<string, string>; validateOnly?: boolean };
export type Partition = {
  partition: number;
  leader?: number;
  leaderEpoch?: number;
  replicas: number[];
  isr: number[];
  adding: number[];
  removing: number[];
  first?: number;
  end?: number;
  bytes?: number;
};

export type Part = {
  kind: 'null' | 'json' | 'text' | 'binary' | 'avro';
  size: number;
  text?: string;
  base64?: string;
  truncated?: boolean;
  raw?: string;
  avro?: { framing?: 'confluent' | 'single-object' | 'file'; schemaId?: number; fingerprint?: string; schema?: string };
};
export type Header = { name: string; value: Part };
export type Message = { partition: number; offset: number; timestamp: number; timestampType?: string; leaderEpoch?: number; key: Part; value: Part; headers: Header[] };
export type Messages = { records: Message[]; scanned: number; ended: 'limit' | 'end' | 'bound'; next?: string };
export type Input = { format: 'text' | 'json' | 'hex' | 'base64' | 'null'; data?: string };
export type NewMessage = { partition?: number; key?: Input; value: Input; headers?: { name: string; value: Input }[] };
export type Written = { partition: number; offset: number; timestamp: number };

export type Group = { name: string; type: string; state: string; protocol?: string; coordinator?: number; members?: number; lag?: number };
export type Member = {
  id: string;
  instanceId?: string;
  clientId: string;
  host: string;
  epoch?: number;
  /** In words, when a rebalance waits for this member. */
  stuck?: string;
  assignment: { topic: string; partitions: number[] }[];
};
export type Rebalance = { time?: number; epoch?: number; reason: string };
export type GroupDetail = Group & { assignor?: string; epoch?: number; membersList: Member[]; rebalances: Rebalance[] };
export type History = { times: number[]; lag: (number | null)[] };
export type Lag = { topic: string; partition: number; committed?: number; end?: number; lag?: number; member?: string; metadata?: string; history: History };
export type GroupLag = Page<Lag> & { lag: number; history: History };
export type Reset = {
  preview: boolean;
  to: 'earliest' | 'latest' | 'offset' | 'time' | 'shift';
  value?: number;
  topics?: { topic: string; partitions?: number[] }[];
};
export type ResetRow = { topic: string; partition: number; current?: number; target: number; lag: number; note?: string };
export type ResetResult = { preview: boolean; blocked?: string; rows: ResetRow[] };

export type Transaction = {
  transaction: string;
  state: string;
  producerId?: number;
  producerEpoch?: number;
  coordinator?: number;
  startedAt?: number;
  timeoutMs?: number;
  partitions?: number;
};
export type TransactionPart = { topic: string; partition: number; firstOffset?: number; stableOffset?: number; end?: number; groups: string[] };
export type TransactionDetail = Transaction & { parts: TransactionPart[] };
