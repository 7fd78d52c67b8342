// What the bytes of a key, value or header are, and how they are shown. Bytes are never trusted to be text.
import type { Part } from '../api/types.ts';

export type View = 'json' | 'text' | 'hex';

// Control characters but tab and line breaks, and those that turn the direction of writing around.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The text with every character that cannot be seen, or that would rearrange others, made visible. */
export const visibleText = (text: string) => text.replace(UNSEEN, (c) => pictureOf(c.charCodeAt(0)));

const pictureOf = (code: number) => (code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : `\u27e8U+${code.toString(16).padStart(4, '0')}\u27e9`);

/** The bytes as text, whatever they are: U+FFFD stands where they are no UTF-8. */
export const anyText = (bytes: Uint8Array) => visibleText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));

/** A number as it was written, where JavaScript's own numbers would show another. */
export class Exact {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** The JSON object or array that the text is; a bare number or word is better shown as the text it is. */
export function jsonOf(text: string | undefined): object | undefined {
  if (text === undefined || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return (JSON.parse as ParseWithSource)(text, (_, value, context) =>
      typeof value === 'number' && context?.source !== undefined && String(value) !== context.source ? new Exact(context.source) : value,
    ) as object;
  } catch {
    return undefined;
  }
}

type ParseWithSource = (text: string, reviver: (name: string, value: unknown, context?: { source?: string }) => unknown) => unknown;

/** Rows of 16 bytes with offset, hex digits and printable characters, at most `rows` of them. */
export function hexDump(bytes: Uint8Array, rows = 256): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length && lines.length < rows; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const digits = Array.from(row, (byte) => byte.toString(16).padStart(2, '0'));
    const left = digits.slice(0, 8).join(' ').padEnd(23);
    const right = digits.slice(8).join(' ').padEnd(23);
    const printable = Array.from(row, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${left}  ${right}  ${printable}`);
  }
  return lines.join('\n');
}

/** What is given of a part, as bytes. */
export const bytesOf = (part: Part) => (part.base64 !== undefined ? fromBase64(part.base64) : new TextEncoder().encode(part.text ?? ''));

/** One line for a table: the beginning of a text, or of the bytes where it is none. */
export function preview(part: Part, limit = 160): string {
  if (part.kind === 'null') return 'null';
  if (part.text === undefined) {
    const bytes = bytesOf(part);
    const digits = Array.from(bytes.subarray(0, 24), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    return part.size > 24 ? `${digits} …` : digits;
  }
  const line = visibleText(part.text.slice(0, limit + 1)).replace(/\s+/g, ' ');
  return part.text.length > limit ? `${line.slice(0, limit)}…` : line;
}
