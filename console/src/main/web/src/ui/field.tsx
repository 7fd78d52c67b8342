// A labelled control of a form, with a hint or what is wrong with it below.
import type { ComponentChildren } from 'preact';

type Props = { label: ComponentChildren; hint?: ComponentChildren; error?: string | undefined; children: ComponentChildren };

export function Field({ label, hint, error, children }: Props) {
  return (
    <label class={error ? 'field field-bad' : 'field'}>
      <span class="field-label">{label}</span>
      {children}
      {error ? <span class="field-error">{error}</span> : hint && <span class="field-hint">{hint}</span>}
    </label>
  );
}
