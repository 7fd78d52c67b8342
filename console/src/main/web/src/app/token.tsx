// Asks for the token that the broker's configuration requires; it is kept as long as the tab is open.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { session } from '../api/calls.ts';
import { ApiError, token, tokenIsWanted } from '../api/http.ts';
import { Refusal, Submit, useAction } from '../ui/action.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';

/** Changes with every token that is taken: whatever was refused is asked for again. */
export const tokenVersion = signal(0);

export function TokenPrompt() {
  const [typed, setTyped] = useState('');
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      token.value = typed.trim();
      const { authorized } = await session();
      if (!authorized) throw new ApiError(401, 'The broker does not take this token.');
      tokenIsWanted.value = false;
      tokenVersion.value++;
    });
  };
  return (
    <Dialog title="This broker wants a token" onClose={() => (tokenIsWanted.value = false)}>
      <form class="stack" onSubmit={submit}>
        <Field label="Token" hint="It is set in the broker's configuration, and kept by this tab until it is closed.">
          <input data-first type="password" class="input mono" value={typed} autocomplete="off" onInput={(e) => setTyped(e.currentTarget.value)} />
        </Field>
        <Refusal error={action.error} />
        <div class="actions">
          <Submit action={action} disabled={typed.trim() === ''}>Use it</Submit>
        </div>
      </form>
    </Dialog>
  );
}
