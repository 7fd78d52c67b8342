// The page that belongs to the address.
import { useEffect, useRef } from 'preact/hooks';
import { PageHead } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { routes } from '../pages/index.ts';
import { path } from './location.ts';
import { find } from './routes.ts';

export function Outlet() {
  const found = find(routes, path.value);
  const title = found ? found.route.title(found.params) : 'Not found';
  const arrived = useRef(false);
  useEffect(() => {
    document.title = `${title} · Weir`;
    // a screen reader hears of the new page; the first one is announced by the browser
    if (arrived.current && !document.activeElement?.closest('main')) {
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    }
    arrived.current = true;
  }, [title]);
  if (!found) return <NotFound />;
  const Page = found.route.page;
  return <Page key={JSON.stringify([found.route.pattern, found.params])} params={found.params} />;
}

function NotFound() {
  return (
    <>
      <PageHead title="Not found" />
      <Empty title="There is no such page">Go to the <a href="/">overview</a>.</Empty>
    </>
  );
}
