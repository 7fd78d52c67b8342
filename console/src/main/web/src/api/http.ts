// Requests to the JSON API of the broker that served this page. Every failure becomes an ApiError with a sentence for people.
import { signal } from '@preact/signals';
import { rememberedByTab } from '../app/memory.ts';

const BASE = '/api/v1';

export const token = rememberedByTab('token');

/** Whether the broker wants a token, or another one. */
export const tokenIsWanted = signal(false);

/** A refusal in words; `parameter` and `position` say where in what was sent the mistake is. */
export class ApiError extends Error {
  readonly status: number;
  readonly parameter: string | undefined;
  readonly position: number | undefined;
  constructor(status: number, message: string, place: { parameter?: string; position?: number } = {}) {
    super(message);
    this.status = status;
    this.parameter = place.parameter;
    this.position = place.position;
  }
}

export type Query = Record<string, string | number | boolean | undefined>;
type Options = { query?: Query; body?: unknown; signal?: AbortSignal };

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) => request<T>('GET', path, { query, signal });
export const post = <T>(path: string, body: unknown = {}, query?: Query) => request<T>('POST', path, { body, query });
export const put = <T>(path: string, body: unknown) => request<T>('PUT', path, { body });
export const patch = <T>(path: string, body: unknown) => request<T>('PATCH', path, { body });
export const remove = <T>(path: string, query?: Query) => request<T>('DELETE', path, { query });

/** A path of the API from parts, each escaped. */
export const at = (...names: (string | number)[]) => `/${names.map((name) => encodeURIComponent(name)).join('/')}`;

export function address(path: string, query: Query = {}): string {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(wanted.map(([name, value]) => [name, String(value)])).toString();
  return BASE + path + (text === '' ? '' : `?${text}`);
}

async function request<T>(method: string, path: string, options: Options): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The answer itself, for downloads and streams. Throws an ApiError unless it is a good one. */
export async function send(method: string, path: string, { query, body, signal }: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (token.value !== '') headers.Authorization = `Bearer ${token.value}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(address(path, query), { method, headers, signal, body: body === undefined ? null : JSON.stringify(body) });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new ApiError(0, 'The broker does not answer. It may be stopped, or starting.');
  }
  if (response.ok) return response;
  if (response.status === 401) tokenIsWanted.value = true;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  try {
    const problem = JSON.parse(text);
    if (typeof problem.detail === 'string') return new ApiError(response.status, problem.detail, problem);
  } catch {
    // no JSON: the status has to do
  }
  return new ApiError(response.status, `The broker answered ${response.status} ${response.statusText}`.trim() + '.');
}
