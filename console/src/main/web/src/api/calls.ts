// The calls that pages make, one line each.
import { at, get, patch, post, remove, type Query } from './http.ts';
import type * as T from './types.ts';

type Stop = AbortSignal | undefined;

export const session = (stop?: Stop) => get<T.Session>('/session', {}, stop);

export const overview = (stop?: Stop) => get<T.Overview>('/cluster', {}, stop);
export const samples = (since: number | undefined, stop?: Stop) => get<T.Samples>('/cluster/samples', { since }, stop);
export const moves = (stop?: Stop) => get<T.Moves>('/cluster/moves', {}, stop);
export const plan = (stop?: Stop) => get<T.Plan>('/cluster/plan', {}, stop);
export const startPlan = () => post<T.Started>('/cluster/plan', {});

export const brokers = (stop?: Stop) => get<{ items: T.Broker[] }>('/brokers', {}, stop);
export const broker = (id: string, stop?: Stop) => get<T.BrokerDetail>(at('brokers', id), {}, stop);
export const drain = (id: number, on: boolean) => changeConfigs(at('brokers', id), { set: { 'weir.drain': String(on) } });

/** Settings of `owner`, the path of a broker or a topic. */
export const configs = (owner: string, stop?: Stop) => get<{ items: T.Config[] }>(`${owner}/configs`, {}, stop);
export const changeConfigs = (owner: string, change: T.ConfigChange) => patch<{ items: T.Config[] }>(`${owner}/configs`, change);

export const topics = (query: Query, stop?: Stop) => get<T.Page<T.Topic>>('/topics', query, stop);
export const topic = (name: string, stop?: Stop) => get<T.TopicDetail>(at('topics', name), {}, stop);
export const createTopic = (topic: T.NewTopic) => post<T.Topic>('/topics', topic);
export const deleteTopic = (name: string) => remove<void>(at('topics', name));
export const partitions = (name: string, query: Query, stop?: Stop) => get<T.Page<T.Partition>>(`${at('topics', name)}/partitions`, query, stop);
export const addPartitions = (name: string, count: number) => post<{ partitions: number }>(`${at('topics', name)}/partitions`, { count });

export const messages = (topic: string, query: Query, stop?: Stop) => get<T.Messages>(`${at('topics', topic)}/records`, query, stop);
export const produce = (topic: string, message: T.NewMessage) => post<T.Written>(`${at('topics', topic)}/records`, message);

export const groups = (query: Query, stop?: Stop) => get<T.Page<T.Group>>('/groups', query, stop);
export const group = (name: string, stop?: Stop) => get<T.GroupDetail>(at('groups', name), {}, stop);
export const groupLag = (name: string, query: Query, stop?: Stop) => get<T.GroupLag>(`${at('groups', name)}/lag`, query, stop);
export const resetOffsets = (name: string, reset: T.Reset) => post<T.ResetResult>(`${at('groups', name)}/offsets`, reset);
export const deleteGroup = (name: string) => remove<void>(at('groups', name));

export const transactions = (query: Query, stop?: Stop) => get<T.Page<T.Transaction>>('/transactions', query, stop);
export const transaction = (id: string, stop?: Stop) => get<T.TransactionDetail>(at('transactions', id), {}, stop);
export const abortTransaction = (id: string) => post<T.Transaction>(`${at('transactions', id)}/abort`);
