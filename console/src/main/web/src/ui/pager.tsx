// Where in a long list one is, and the way on.
import { count } from '../format/numbers.ts';

type Props = { page: number; size: number; total: number; onPage: (page: number) => void };

export function Pager({ page, size, total, onPage }: Props) {
  if (total <= size && page === 0) return null;
  const pages = Math.max(1, Math.ceil(total / size));
  return (
    <nav class="pager" aria-label="Pages">
      <button type="button" class="button button-small" disabled={page <= 0} onClick={() => onPage(page - 1)}>Previous</button>
      <span class="muted">{count(page * size + 1)} to {count(Math.min(total, (page + 1) * size))} of {count(total)}</span>
      <button type="button" class="button button-small" disabled={page >= pages - 1} onClick={() => onPage(page + 1)}>Next</button>
    </nav>
  );
}
