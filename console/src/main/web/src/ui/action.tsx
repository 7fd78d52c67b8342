// Something that is done by the broker and may be refused: a button that waits, and the reason when it was.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { asError } from '../api/resource.ts';

export type Action = { run: (act: () => Promise<unknown>) => Promise<boolean>; busy: boolean; error: Error | undefined };

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
      return true;
    } catch (failure) {
      setError(asError(failure));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error };
}

export function Refusal({ error }: { error: Error | undefined }) {
  return error ? <p class="note note-bad" role="alert">{error.message}</p> : null;
}

type SubmitProps = { action: Action; danger?: boolean; disabled?: boolean; children: ComponentChildren };

export function Submit({ action, danger, disabled, children }: SubmitProps) {
  return (
    <button type="submit" class={danger ? 'button button-danger' : 'button button-main'} disabled={action.busy || disabled} aria-busy={action.busy}>
      {children}
    </button>
  );
}
