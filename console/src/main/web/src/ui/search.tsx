// A search field that asks the server once the typing rests, and keeps what was typed in the address.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

const REST_MS = 200;

type Props = { label: string; value: string; onSearch: (text: string) => void };

export function Search({ label, value, onSearch }: Props) {
  const [typed, setTyped] = useState(value);
  const asked = useRef(value);
  useEffect(() => {
    // The address may come round to what was asked for after more has been typed.
    if (value !== asked.current) setTyped((asked.current = value));
  }, [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch((asked.current = typed)), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label class="search">
      <span class="hidden">{label}</span>
      <Icon name="search" />
      <input type="search" class="input" placeholder={label} value={typed} spellcheck={false} autocomplete="off" onInput={(e) => setTyped(e.currentTarget.value)} />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}
