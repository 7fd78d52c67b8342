// What a page shows when there is nothing yet, nothing at all, or something went wrong.
import type { ComponentChildren } from 'preact';
import type { Resource } from '../api/resource.ts';
import { Icon } from './icon.tsx';

export function Loading({ what = 'Loading' }: { what?: string }) {
  return (
    <div class="state" role="status">
      <span class="spinner" aria-hidden="true" />
      <span>{what}…</span>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state state-empty">
      <Icon name="drop" />
      <p class="state-title">{title}</p>
      {children && <div class="muted">{children}</div>}
    </div>
  );
}

export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <div class="state state-bad" role="alert">
      <Icon name="alert" />
      <p class="state-title">{error.message}</p>
      {retry && <button type="button" class="button" onClick={retry}>Try again</button>}
    </div>
  );
}

/** A note above what is still shown from before. */
export function Stale({ error }: { error: Error }) {
  return <p class="note note-warn" role="alert">{error.message} What is shown is from before.</p>;
}

/** The data when it is there, else why not. */
export function Loaded<T>({ from, children }: { from: Resource<T>; children: (data: T) => ComponentChildren }) {
  if (from.data !== undefined) {
    return (
      <>
        {from.error && <Stale error={from.error} />}
        {children(from.data)}
      </>
    );
  }
  return from.error ? <Failure error={from.error} retry={from.reload} /> : <Loading />;
}
