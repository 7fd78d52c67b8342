// All the bytes of a part of a record, to look at or to keep.
import { send } from '../../api/http.ts';
import type { Part } from '../../api/types.ts';

/** Parts up to this size can be shown whole. */
export const WHOLE_LIMIT = 1024 * 1024;

const API = '/api/v1';

async function fetched(raw: string): Promise<Blob> {
  const path = raw.startsWith(API) ? raw.slice(API.length) : raw;
  return (await send('GET', path, {})).blob();
}

export async function download(raw: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await fetched(raw));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** The part with everything it has. */
export async function whole(part: Part, raw: string): Promise<Part> {
  const bytes = new Uint8Array(await (await fetched(raw)).arrayBuffer());
  const { truncated: _, text: __, base64: ___, ...rest } = part;
  try {
    return { ...rest, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { ...rest, base64: encoded(bytes) };
  }
}

function encoded(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
