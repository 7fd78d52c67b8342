// The message browser of a topic: what is there, and what comes.
import { useState } from 'preact/hooks';
import type { TopicDetail } from '../../api/types.ts';
import { bootstrap } from '../../app/session.ts';
import { kcat, weirConsume } from '../../format/commands.ts';
import { count, plural } from '../../format/numbers.ts';
import { Copy } from '../../ui/copy.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { asked, chosen, refusedExpression } from './choice.ts';
import { Controls } from './controls.tsx';
import { useHistory } from './history.ts';
import { MessageRow } from './row.tsx';
import { useTail, type Tail } from './tail.ts';

export function Messages({ topic }: { topic: TopicDetail }) {
  const choice = chosen();
  const live = choice.from === 'live';
  const [paused, setPaused] = useState(false);
  const past = useHistory(topic.name, asked(choice), !live);
  const tail = useTail(topic.name, asked(choice), live, paused);
  return (
    <>
      <Controls topic={topic} error={live ? tail.error : past.error} />
      {live ? (
        <Live topic={topic.name} tail={tail} paused={paused} onPause={setPaused} />
      ) : (
        <Past topic={topic.name} past={past} />
      )}
    </>
  );
}

function Past({ topic, past }: { topic: string; past: ReturnType<typeof useHistory> }) {
  const { records, last, loading, error, more, reload, scanned } = past;
  if (refusedExpression(error)) return null;
  if (error && records.length === 0) return <Failure error={error} retry={reload} />;
  if (records.length === 0 && loading) return <Loading what="Reading" />;
  return (
    <>
      <div class="toolbar">
        <span class="muted" role="status">{plural(records.length, 'record')}{scanned > records.length && `, ${count(scanned)} looked at`}</span>
        <div class="actions toolbar-end">
          <Commands topic={topic} />
          <button type="button" class="button button-small" onClick={reload} disabled={loading}>Read again</button>
        </div>
      </div>
      {records.length === 0 && last?.ended === 'end' && <Empty title="No record is like this">The topic was read to its end.</Empty>}
      <Rows topic={topic} records={records} />
      {error && <Failure error={error} />}
      <div class="pager">
        {more && <button type="button" class="button" disabled={loading} onClick={more}>{last?.ended === 'bound' ? 'Look further' : 'More'}</button>}
        {records.length > 0 && last?.ended === 'end' && <span class="muted">That is all.</span>}
      </div>
    </>
  );
}

type LiveProps = { topic: string; tail: Tail; paused: boolean; onPause: (paused: boolean) => void };

function Live({ topic, tail, paused, onPause }: LiveProps) {
  if (refusedExpression(tail.error)) return null;
  return (
    <>
      <div class="toolbar">
        <button type="button" class="button" aria-pressed={paused} onClick={() => onPause(!paused)}>
          <Icon name={paused ? 'play' : 'pause'} /> {paused ? 'Go on' : 'Pause'}
        </button>
        <span class="live" data-state={paused ? 'paused' : tail.state} role="status">{words(tail, paused)}</span>
        <div class="actions toolbar-end">
          <Commands topic={topic} />
        </div>
      </div>
      {tail.error && <Failure error={tail.error} />}
      {tail.records.length === 0 && !tail.error && <Empty title="Waiting for records">What is produced from now on appears here.</Empty>}
      <Rows topic={topic} records={tail.records} />
    </>
  );
}

function words(tail: Tail, paused: boolean): string {
  if (paused) return `Paused, ${count(tail.held)} waiting`;
  if (tail.state === 'connecting') return 'Connecting…';
  return `Live, ${plural(tail.seen, 'record')}${tail.skipped > 0 ? `, ${count(tail.skipped)} not shown: they come too fast` : ''}`;
}

function Rows({ topic, records }: { topic: string; records: LiveRecords }) {
  return (
    <div class="messages">
      {records.map((record) => <MessageRow key={`${record.partition}-${record.offset}`} topic={topic} message={record} />)}
    </div>
  );
}

type LiveRecords = Tail['records'];

function Commands({ topic }: { topic: string }) {
  const where = { topic, bootstrap: bootstrap() };
  return (
    <>
      <Copy text={weirConsume(where)}>Copy as weir</Copy>
      <Copy text={kcat(where)}>Copy as kcat</Copy>
    </>
  );
}
