// Which settings are listed, and which values cannot be right.
import type { Config } from '../../api/types.ts';

/** Settings that have `text` in name, value or meaning; with `changed`, only those that are not as they come. */
export function matching(all: Config[], text: string, changed: boolean): Config[] {
  const wanted = text.toLowerCase();
  const has = (part: string | undefined) => part?.toLowerCase().includes(wanted);
  return all
    .filter((config) => !changed || config.source !== 'default')
    .filter((config) => has(config.name) || has(config.value) || has(config.documentation))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Why a value cannot be right, or undefined when the broker has to say. */
export function valueProblem(type: string | undefined, value: string): string | undefined {
  const whole = type === 'int' || type === 'long' || type === 'short';
  if (whole && !/^-?\d+$/.test(value.trim())) return 'This is a whole number.';
  if (type === 'double' && (value.trim() === '' || !Number.isFinite(Number(value)))) return 'This is a number.';
  return undefined;
}
