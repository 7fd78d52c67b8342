// The few icons, as lines of 24 by 24. They are decoration: what they mean is always written beside them.
const paths = {
  overview: 'M3 12h4l3-8 4 16 3-8h4',
  topics: 'M4 6h16M4 12h16M4 18h10',
  groups: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.5a6.5 6.5 0 0 1 3.5 5.5',
  transactions: 'M4 8h14l-4-4M20 16H6l4 4',
  brokers: 'M4 4h16v6H4zM4 14h16v6H4zM8 7h.01M8 17h.01',
  cluster: 'M12 3v6M12 9 5 15M12 9l7 6M5 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM19 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM20 20l-4-4',
  drop: 'M12 3s7 7 7 11.5a7 7 0 0 1-14 0C5 10 12 3 12 3Z',
  alert: 'M12 4 2.5 20h19L12 4ZM12 10v4M12 17h.01',
  check: 'M4 12.5 9.5 18 20 6.5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
  auto: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 3v18M12 7h6M12 12h9M12 17h6',
  keys: 'M3 7h18v10H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8',
  play: 'M7 4v16l13-8Z',
  pause: 'M8 5v14M16 5v14',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M6 9l6 6 6-6',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
