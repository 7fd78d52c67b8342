// The head of a page: where one is, what it is, and what can be done here.
import type { ComponentChildren } from 'preact';

type Crumb = { name: string; path: string };
type Props = { title: ComponentChildren; crumb?: Crumb; note?: ComponentChildren; actions?: ComponentChildren };

export function PageHead({ title, crumb, note, actions }: Props) {
  return (
    <header class="page-head">
      <div class="page-title">
        {crumb && (
          <nav aria-label="Above" class="crumb">
            <a href={crumb.path}>{crumb.name}</a> <span aria-hidden="true">/</span>
          </nav>
        )}
        <h1 tabIndex={-1}>{title}</h1>
        {note && <div class="page-note">{note}</div>}
      </div>
      {actions && <div class="actions">{actions}</div>}
    </header>
  );
}

export function Panel({ title, actions, children }: { title?: ComponentChildren; actions?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="panel">
      {(title || actions) && (
        <header class="panel-head">
          {title && <h2>{title}</h2>}
          {actions && <div class="actions">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

/** Numbers in a row, each with its name. */
export function Facts({ facts }: { facts: { name: string; value: ComponentChildren; tone?: 'bad' | 'warn' }[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, value, tone }) => (
        <div key={name} class={tone ? `fact fact-${tone}` : 'fact'}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
