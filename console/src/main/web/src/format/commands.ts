// What is shown in the browser, as commands for a shell.
export type Where = { topic: string; partition?: number | undefined; offset?: number | undefined; bootstrap: string };

const WEIR_DEFAULT = '127.0.0.1:9092';

/** Text as one word of a POSIX shell, whatever is in it. */
export const quoted = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** `weir consume` of one record, or of all that follow when no offset is given. */
export function weirConsume({ topic, partition, offset, bootstrap }: Where): string {
  const words = ['weir', 'consume', quoted(topic)];
  if (partition !== undefined) words.push('--partition', String(partition));
  if (offset === undefined) words.push('--follow');
  else words.push('--offset', String(offset), '--count', '1');
  if (bootstrap !== WEIR_DEFAULT) words.push('--bootstrap-server', quoted(bootstrap));
  return words.join(' ');
}

/** The same for kcat, which prints bytes as they are. */
export function kcat({ topic, partition, offset, bootstrap }: Where): string {
  const words = ['kcat', '-b', quoted(bootstrap), '-C', '-t', quoted(topic)];
  if (partition !== undefined) words.push('-p', String(partition));
  if (offset === undefined) words.push('-o', 'end');
  else words.push('-o', String(offset), '-c', '1');
  return words.join(' ');
}
