// A name that breaks behind the signs which part it, where it has to break.
const PARTS = /(?<=[._\-/:])/;

export function Breakable({ name }: { name: string }) {
  return <>{name.split(PARTS).flatMap((part, i) => (i === 0 ? [part] : [<wbr key={i} />, part]))}</>;
}
