// Which page an address shows. Patterns are paths with `:name` in place of what varies.
import type { ComponentType } from 'preact';

export type Params = Record<string, string>;
export type Page = ComponentType<{ params: Params }>;
export type Route = { pattern: string; title: (params: Params) => string; page: Page };

/** The parameters of a path that has the pattern's form, decoded; undefined when it has another. */
export function match(pattern: string, path: string): Params | undefined {
  const wanted = parts(pattern);
  const given = parts(path);
  if (wanted.length !== given.length) return undefined;
  const params: Params = {};
  for (const [i, part] of wanted.entries()) {
    const actual = given[i]!;
    if (part.startsWith(':')) params[part.slice(1)] = decoded(actual);
    else if (part !== actual) return undefined;
  }
  return params;
}

export function find(routes: Route[], path: string): { route: Route; params: Params } | undefined {
  for (const route of routes) {
    const params = match(route.pattern, path);
    if (params) return { route, params };
  }
  return undefined;
}

/** An address made of parts, each escaped: `to('topics', 'a/b')` is `/topics/a%2Fb`. */
export const to = (...names: (string | number)[]) => `/${names.map((name) => encodeURIComponent(name)).join('/')}`;

const parts = (path: string) => path.split('/').filter((part) => part !== '');

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
