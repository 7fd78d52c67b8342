// JSON that folds. Deep and long parts are made only when they are opened, so that a large document stays quick.
import { useState } from 'preact/hooks';
import { plural } from '../format/numbers.ts';
import { Exact, visibleText } from '../format/payload.ts';

const OPEN_DEPTH = 2;
const OPEN_LIMIT = 40;
const SHOWN_LIMIT = 200;

type Props = { value: unknown; name?: string | undefined; depth?: number };

export function Tree({ value, name, depth = 0 }: Props) {
  return (
    <div class={depth === 0 ? 'tree tree-root' : 'tree'}>
      {isBranch(value) ? <Branch value={value} name={name} depth={depth} /> : <Leaf value={value} name={name} />}
    </div>
  );
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null && !(value instanceof Exact);

function Leaf({ value, name }: { value: unknown; name: string | undefined }) {
  const kind = value === null ? 'null' : value instanceof Exact ? 'number' : typeof value;
  const text = value instanceof Exact ? value.source : typeof value === 'string' ? visibleText(JSON.stringify(value)) : String(value);
  return (
    <>
      <Name name={name} />
      <span class={`json-${kind}`}>{text}</span>
    </>
  );
}

function Branch({ value, name, depth }: { value: object; name: string | undefined; depth: number }) {
  const isArray = Array.isArray(value);
  const entries = Object.entries(value);
  const [open, setOpen] = useState(depth < OPEN_DEPTH && entries.length <= OPEN_LIMIT);
  const [limit, setLimit] = useState(SHOWN_LIMIT);
  const brackets = isArray ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return <><Name name={name} /><span class="muted">{brackets.join('')}</span></>;
  return (
    <details open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        <Name name={name} />
        <span class="muted">{open ? brackets[0] : `${brackets[0]} ${plural(entries.length, isArray ? 'element' : 'member')} ${brackets[1]}`}</span>
      </summary>
      {open && entries.slice(0, limit).map(([key, child]) => <Tree key={key} value={child} name={isArray ? undefined : key} depth={depth + 1} />)}
      {open && entries.length > limit && <button type="button" class="button button-small" onClick={() => setLimit(limit + SHOWN_LIMIT * 5)}>{plural(entries.length - limit, 'more')}</button>}
      {open && <span class="muted">{brackets[1]}</span>}
    </details>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <><span class="json-name">{visibleText(JSON.stringify(name))}</span>: </>;
}
