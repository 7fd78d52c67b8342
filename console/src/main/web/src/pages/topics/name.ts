/** Kafka's rule for names of topics: 1 to 249 of these characters, neither `.` nor `..`. */
export function nameProblem(name: string): string | undefined {
  if (name.length > 249) return 'A name has at most 249 characters.';
  if (name === '.' || name === '..') return 'A name is neither . nor ..';
  if (name !== '' && !/^[a-zA-Z0-9._-]+$/.test(name)) return 'A name has letters, digits, dots, underscores and hyphens.';
  return undefined;
}
