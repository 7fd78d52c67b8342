// A table that becomes a list of cards on a phone: each cell then says its column by itself.
import type { ComponentChildren } from 'preact';

export type Column<T> = {
  name: string;
  cell: (row: T) => ComponentChildren;
  /** The name the server sorts by; a column without one cannot be sorted by. */
  sort?: string;
  numeric?: boolean;
};

export type Order = { sort: string; descending: boolean };

type Props<T> = {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string | number;
  order?: Order | undefined;
  onOrder?: (order: Order) => void;
  busy?: boolean;
};

export function Table<T>({ caption, columns, rows, rowKey, order, onOrder, busy }: Props<T>) {
  return (
    <div class={busy ? 'table-frame table-busy' : 'table-frame'} aria-busy={busy}>
      <table class="table">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <Head key={column.name} column={column} order={order} onOrder={onOrder} />)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.name} data-column={column.name} class={column.numeric ? 'numeric' : undefined}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps<T> = { column: Column<T>; order: Order | undefined; onOrder: ((order: Order) => void) | undefined };

function Head<T>({ column, order, onOrder }: HeadProps<T>) {
  const kind = column.numeric ? 'numeric' : undefined;
  if (column.sort === undefined || !onOrder) return <th scope="col" class={kind}>{column.name}</th>;
  const sort = column.sort;
  const mine = order?.sort === sort;
  const descending = mine && order.descending;
  return (
    <th scope="col" class={kind} aria-sort={mine ? (descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" class="sort" onClick={() => onOrder({ sort, descending: mine ? !descending : column.numeric === true })}>
        {column.name}
        <span class="sort-mark" aria-hidden="true">{mine ? (descending ? '↓' : '↑') : '↕'}</span>
      </button>
    </th>
  );
}
