// The list of shortcuts.
import { Dialog } from '../ui/dialog.tsx';
import { shortcuts } from './shortcuts.ts';

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl class="keys">
        {shortcuts.map(({ keys, name }) => (
          <div key={name}>
            <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
