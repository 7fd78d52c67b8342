// What is typed to be produced, as the API takes it.
import type { Input } from '../../api/types.ts';

export function inputOf(format: Input['format'], data: string): Input {
  return format === 'null' ? { format } : { format, data };
}

/** Lines of `name: value`; a line without a colon is a name with an empty value. */
export function headersOf(text: string): { name: string; value: Input }[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = line, value = ''] = /^([^:]*):\s?(.*)$/.exec(line) ?? [];
      return { name: name.trim(), value: { format: 'text', data: value } };
    });
}
