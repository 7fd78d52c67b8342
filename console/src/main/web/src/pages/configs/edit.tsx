// Changes one setting. Numbers are looked at as they are typed; all else is judged by the broker before anything changes.
import { useState } from 'preact/hooks';
import { changeConfigs } from '../../api/calls.ts';
import type { Config } from '../../api/types.ts';
import { Refusal, Submit, useAction } from '../../ui/action.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { valueProblem } from './rules.ts';

type Props = { owner: string; config: Config; onDone: () => void; onClose: () => void };

export function EditConfig({ owner, config, onDone, onClose }: Props) {
  const [value, setValue] = useState(config.value ?? '');
  const action = useAction();
  const problem = valueProblem(config.type, value);
  const change = async (act: { set: Record<string, string> } | { reset: string[] }, words: string) => {
    const done = await action.run(async () => {
      await changeConfigs(owner, { ...act, validateOnly: true });
      await changeConfigs(owner, act);
    });
    if (!done) return;
    say(words);
    onDone();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void change({ set: { [config.name]: value.trim() } }, `${config.name} is ${value.trim()} now.`);
  };
  const isSet = config.source !== 'default' && config.source !== 'file';
  return (
    <Dialog title={config.name} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        {config.documentation && <p class="muted">{config.documentation}</p>}
        <Field label="Value" error={problem} hint={config.default === undefined ? undefined : <>The default is <code>{config.default === '' ? 'empty' : config.default}</code>.</>}>
          <Control type={config.type} value={value} onChange={setValue} />
        </Field>
        <Refusal error={action.error} />
        <div class="actions">
          {isSet && <button type="button" class="button" disabled={action.busy} onClick={() => void change({ reset: [config.name] }, `${config.name} is the default again.`)}>Back to the default</button>}
          <Submit action={action} disabled={problem !== undefined || value === config.value}>Save</Submit>
        </div>
      </form>
    </Dialog>
  );
}

type ControlProps = { type: string | undefined; value: string; onChange: (value: string) => void };

function Control({ type, value, onChange }: ControlProps) {
  if (type === 'boolean') {
    return (
      <select data-first class="input" value={value} onChange={(e) => onChange(e.currentTarget.value)}>
        <option value="true">true</option>
        <option value="false">false</option>
      </select>
    );
  }
  return <input data-first class="input mono" value={value} autocomplete="off" spellcheck={false} onInput={(e) => onChange(e.currentTarget.value)} />;
}
