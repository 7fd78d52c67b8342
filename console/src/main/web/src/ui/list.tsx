// A list that the server searches, sorts and cuts into pages; all of that is in the address.
import type { ComponentChildren } from 'preact';
import type { Query } from '../api/http.ts';
import { useResource } from '../api/resource.ts';
import type { Page } from '../api/types.ts';
import { query, setQuery } from '../app/location.ts';
import { Pager } from './pager.tsx';
import { Search } from './search.tsx';
import { Loaded } from './states.tsx';
import { Table, type Column, type Order } from './table.tsx';

const SIZE = 50;

type Props<T> = {
  name: string;
  columns: Column<T>[];
  rowKey: (row: T) => string | number;
  load: (query: Query, signal: AbortSignal) => Promise<Page<T>>;
  /** Names in the address that the server is asked with too. */
  filters?: string[];
  search?: string;
  controls?: ComponentChildren;
  everyMs?: number;
  /** Changes when the list has to be asked for again. */
  version?: number;
  empty: (searched: boolean) => ComponentChildren;
};

export function List<T>({ name, columns, rowKey, load, filters = [], search, controls, everyMs, version = 0, empty }: Props<T>) {
  const asked = (key: string) => query.value.get(key) ?? undefined;
  const page = Math.max(1, Number(asked('page')) || 1);
  const order: Order = { sort: asked('sort') ?? columns[0]?.sort ?? '', descending: asked('order') === 'desc' };
  const wanted: Query = { search: asked('search'), sort: order.sort, order: asked('order'), page, size: SIZE };
  for (const filter of filters) wanted[filter] = asked(filter);

  const rows = useResource(JSON.stringify([name, wanted, version]), (signal) => load(wanted, signal), { keep: true, ...(everyMs ? { everyMs } : {}) });
  const sortBy = ({ sort, descending }: Order) => setQuery({ sort, order: descending ? 'desc' : undefined, page: undefined });
  return (
    <>
      {(search || controls) && (
        <div class="toolbar">
          {search && <Search label={search} value={asked('search') ?? ''} onSearch={(text) => setQuery({ search: text, page: undefined })} />}
          {controls}
          {rows.data && <span class="muted toolbar-end" role="status">{rows.data.total.toLocaleString('en-US')} found</span>}
        </div>
      )}
      <Loaded from={rows}>
        {(data) =>
          data.items.length === 0 ? (
            empty(wanted.search !== undefined || filters.some((filter) => wanted[filter] !== undefined))
          ) : (
            <>
              <Table caption={name} columns={columns} rows={data.items} rowKey={rowKey} order={order} onOrder={sortBy} busy={rows.loading} />
              <Pager page={page - 1} size={SIZE} total={data.total} onPage={(to) => setQuery({ page: to === 0 ? undefined : String(to + 1) }, 'push')} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
