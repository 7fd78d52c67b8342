// A search field that asks the server once the typing rests, and keeps what was typed in the address.
import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

const REST_MS = 200;

type Props = { label: string; value: string; onSearch: (text: string) => void };

export function Search({ label, value, onSearch }: Props) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), REST_MS);
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
