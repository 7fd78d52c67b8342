// A line as small as a word: how a number went lately.
type Props = { values: (number | null)[]; label: string };

const WIDTH = 96;
const HEIGHT = 22;

export function Spark({ values, label }: Props) {
  const known = values.filter((value) => value != null);
  if (known.length < 2) return <span class="muted">–</span>;
  const top = Math.max(...known, 1);
  const points = known.map((value, i) => `${((i / (known.length - 1)) * WIDTH).toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 4)).toFixed(1)}`);
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} preserveAspectRatio="none">
      <polyline points={points.join(' ')} />
    </svg>
  );
}
