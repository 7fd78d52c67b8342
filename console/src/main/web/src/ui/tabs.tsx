// Views of one thing, each with an address of its own: links, so that back and "open in a new tab" work.
import { path } from '../app/location.ts';

export function Tabs({ label, tabs }: { label: string; tabs: { name: string; path: string }[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.path} href={tab.path} aria-current={path.value === tab.path ? 'page' : undefined}>{tab.name}</a>
      ))}
    </nav>
  );
}
