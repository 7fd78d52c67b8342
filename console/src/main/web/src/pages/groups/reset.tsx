// Moves a group to other offsets. First it is shown what would be done; only that is then done.
import { useState } from 'preact/hooks';
import { resetOffsets } from '../../api/calls.ts';
import type { Reset, ResetResult, ResetRow } from '../../api/types.ts';
import { count, plural } from '../../format/numbers.ts';
import { Refusal, Submit, useAction } from '../../ui/action.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { resetOf } from './target.ts';

type To = Reset['to'];

const targets: [To, string][] = [
  ['earliest', 'The oldest record kept'],
  ['latest', 'The end: skip everything'],
  ['time', 'A time'],
  ['offset', 'An offset'],
  ['shift', 'So many records forward or (negative) back'],
];

type Props = { group: string; onDone: () => void; onClose: () => void };

export function ResetOffsets({ group, onDone, onClose }: Props) {
  const [to, setTo] = useState<To>('earliest');
  const [value, setValue] = useState('');
  const [topic, setTopic] = useState('');
  const [previewed, setPreviewed] = useState<{ wanted: Reset; result: ResetResult }>();
  const action = useAction();
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setPreviewed(undefined);
  };
  const preview = (event: Event) => {
    event.preventDefault();
    const wanted = resetOf(to, value, topic);
    void action.run(async () => setPreviewed({ wanted, result: await resetOffsets(group, wanted) }));
  };
  const carryOut = async () => {
    if (await action.run(() => resetOffsets(group, { ...previewed!.wanted, preview: false }))) onDone();
  };
  const asksForValue = to === 'time' || to === 'offset' || to === 'shift';
  return (
    <Dialog title={`Reset offsets of ${group}`} onClose={onClose} wide>
      <form class="stack" onSubmit={preview}>
        <div class="columns">
          <Field label="To">
            <select data-first class="input" value={to} onChange={(e) => change((text) => setTo(text as To))(e.currentTarget.value)}>
              {targets.map(([each, name]) => <option key={each} value={each}>{name}</option>)}
            </select>
          </Field>
          {asksForValue && (
            <Field label={to === 'time' ? 'Time' : to === 'offset' ? 'Offset' : 'Records'}>
              <input class="input" required type={to === 'time' ? 'datetime-local' : 'number'} step="1" min={to === 'offset' ? 0 : undefined} value={value} onInput={(e) => change(setValue)(e.currentTarget.value)} />
            </Field>
          )}
          <Field label="Topic">
            <input class="input mono" placeholder="all it has offsets for" value={topic} spellcheck={false} onInput={(e) => change(setTopic)(e.currentTarget.value)} />
          </Field>
        </div>
        <Refusal error={action.error} />
        <div class="actions"><Submit action={action}>Preview</Submit></div>
      </form>
      {previewed && <Preview result={previewed.result} busy={action.busy} onCarryOut={carryOut} />}
    </Dialog>
  );
}

type PreviewProps = { result: ResetResult; busy: boolean; onCarryOut: () => void };

function Preview({ result: { rows, blocked }, busy, onCarryOut }: PreviewProps) {
  const moved = rows.filter((row) => row.current !== row.target).length;
  return (
    <section class="stack preview" aria-label="Preview">
      <Table caption="What would be done" columns={columns} rows={rows} rowKey={(row) => `${row.topic}-${row.partition}`} />
      {blocked && <p class="note note-warn">{blocked}</p>}
      <div class="actions">
        <button type="button" class="button button-danger" disabled={busy || blocked !== undefined || rows.length === 0} onClick={onCarryOut}>
          Reset {plural(moved, 'partition')}
        </button>
      </div>
    </section>
  );
}

const columns: Column<ResetRow>[] = [
  { name: 'Partition', cell: (row) => <span class="strong">{row.topic} {row.partition}</span> },
  { name: 'Now', numeric: true, cell: (row) => count(row.current) },
  { name: 'Then', numeric: true, cell: (row) => <b>{count(row.target)}</b> },
  { name: 'Moved by', numeric: true, cell: (row) => (row.current === undefined ? '' : signed(row.target - row.current)) },
  { name: 'Lag then', numeric: true, cell: (row) => count(row.lag) },
  { name: 'Note', cell: (row) => row.note ?? '' },
];

const signed = (n: number) => (n > 0 ? `+${count(n)}` : count(n));
