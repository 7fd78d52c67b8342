// A live chart of one or more series. What it shows is said in words too, for those who do not see it.
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { shown } from '../app/theme.ts';

export type Line = { name: string; values: (number | null)[]; color: 1 | 2 | 3 };

const HEIGHT = 150;
// steps of an axis of bytes, so that its marks are whole KiB and MiB
const POWERS_OF_TWO = Array.from({ length: 50 }, (_, power) => 2 ** power);

type Props = { title: string; times: number[]; lines: Line[]; format: (value: number) => string; binary?: boolean };

export function Chart({ title, times, lines, format, binary = false }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [pointed, setPointed] = useState<number | null>();
  const theme = shown();
  const names = lines.map((line) => line.name).join();

  useEffect(() => {
    const element = frame.current!;
    const chart = new uPlot(options(element, lines, format, binary, setPointed), dataOf(times, lines), element);
    plot.current = chart;
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [theme, names]);

  useEffect(() => plot.current?.setData(dataOf(times, lines)), [times, lines]);

  const last = lines.map(({ values }) => values.findLast((value) => value != null));
  const words = lines.map(({ name }, i) => `${name} ${last[i] == null ? 'not known' : format(last[i])}`).join(', ');
  const read = pointed == null ? last : lines.map(({ values }) => values[pointed]);
  return (
    <figure class="chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        {pointed != null && times[pointed] !== undefined && <span class="muted small">{clock(times[pointed] / 1000, true)}</span>}
        {lines.map(({ name, color }, i) => (
          <span key={name} class={`legend legend-${color}`}>
            <span class="legend-name">{name}</span> <b>{read[i] == null ? '–' : format(read[i])}</b>
          </span>
        ))}
      </figcaption>
      <div ref={frame} class="chart-frame" role="img" aria-label={`${title}: ${words}`} />
    </figure>
  );
}

const dataOf = (times: number[], lines: Line[]): uPlot.AlignedData => [times.map((ms) => ms / 1000), ...lines.map((line) => line.values)];

function options(element: HTMLElement, lines: Line[], format: (value: number) => string, binary: boolean, onPoint: (at: number | null | undefined) => void): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: color('--muted'), font: '11px system-ui, sans-serif', ticks: { show: false } };
  const grid = { stroke: color('--line-soft'), width: 1 };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [8, 8, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    legend: { show: false },
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx)] },
    scales: { y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.15 : 1] } },
    axes: [
      { ...axis, grid: { show: false }, space: 80, size: 28, values: (_plot, ticks) => ticks.map((tick) => clock(tick)) },
      { ...axis, grid, size: 64, space: 34, ...(binary ? { incrs: POWERS_OF_TWO } : {}), values: (_plot, ticks) => ticks.map(format) },
    ],
    series: [{}, ...lines.map((line) => ({ label: line.name, stroke: color(`--series-${line.color}`), fill: lines.length === 1 ? color(`--series-${line.color}-fill`) : undefined, width: 1.75, points: { show: false } }))],
  } as uPlot.Options;
}

function clock(seconds: number, toTheSecond = seconds % 60 !== 0): string {
  const at = new Date(seconds * 1000);
  return at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...(toTheSecond ? { second: '2-digit' } : {}) });
}
