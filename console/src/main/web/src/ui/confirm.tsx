// Asks before something that cannot be undone; what is lost is named, and its name has to be typed.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Refusal, Submit, useAction } from './action.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';

type Props = {
  title: string;
  /** What has to be typed; nothing for acts that lose no data. */
  name?: string;
  verb: string;
  /** Whether nothing is lost by it. */
  safe?: boolean;
  act: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
  children: ComponentChildren;
};

export function Confirm({ title, name, verb, safe = false, act, onDone, onClose, children }: Props) {
  const [typed, setTyped] = useState('');
  const action = useAction();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await action.run(act)) onDone();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} class="stack">
        <div>{children}</div>
        {name !== undefined && (
          <Field label={<>Type <strong class="mono">{name}</strong> to confirm</>}>
            <input data-first class="input mono" value={typed} autocomplete="off" spellcheck={false} onInput={(e) => setTyped(e.currentTarget.value)} />
          </Field>
        )}
        <Refusal error={action.error} />
        <div class="actions">
          <Submit action={action} danger={!safe} disabled={name !== undefined && typed !== name}>{verb}</Submit>
        </div>
      </form>
    </Dialog>
  );
}
