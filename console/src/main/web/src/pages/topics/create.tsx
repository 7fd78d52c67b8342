// Creates a topic. What is left empty is the cluster's default.
import { useState } from 'preact/hooks';
import { createTopic } from '../../api/calls.ts';
import { navigate } from '../../app/location.ts';
import { to } from '../../app/routes.ts';
import { Refusal, Submit, useAction } from '../../ui/action.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { nameProblem } from './name.ts';

export function CreateTopic({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [partitions, setPartitions] = useState('');
  const [replicas, setReplicas] = useState('');
  const [policy, setPolicy] = useState('');
  const action = useAction();
  const problem = nameProblem(name);
  const submit = async (event: Event) => {
    event.preventDefault();
    const done = await action.run(() =>
      createTopic({
        name,
        ...(partitions === '' ? {} : { partitions: Number(partitions) }),
        ...(replicas === '' ? {} : { replicationFactor: Number(replicas) }),
        ...(policy === '' ? {} : { configs: { 'cleanup.policy': policy } }),
      }),
    );
    if (!done) return;
    say(`Topic ${name} was created.`);
    onClose();
    navigate(to('topics', name));
  };
  return (
    <Dialog title="Create a topic" onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <Field label="Name" error={problem} hint="Letters, digits, dots, underscores and hyphens">
          <input data-first class="input mono" required value={name} autocomplete="off" spellcheck={false} onInput={(e) => setName(e.currentTarget.value)} />
        </Field>
        <div class="columns">
          <Field label="Partitions">
            <input class="input" type="number" min="1" placeholder="default" value={partitions} onInput={(e) => setPartitions(e.currentTarget.value)} />
          </Field>
          <Field label="Replicas">
            <input class="input" type="number" min="1" placeholder="default" value={replicas} onInput={(e) => setReplicas(e.currentTarget.value)} />
          </Field>
        </div>
        <Field label="What is kept" hint="Everything else can be set once it is there.">
          <select class="input" value={policy} onChange={(e) => setPolicy(e.currentTarget.value)}>
            <option value="">As the cluster has it</option>
            <option value="delete">Records until they are too old</option>
            <option value="compact">The last record of each key</option>
            <option value="compact,delete">The last of each key, until it is too old</option>
          </select>
        </Field>
        <Refusal error={action.error} />
        <div class="actions">
          <Submit action={action} disabled={name === '' || problem !== undefined}>Create</Submit>
        </div>
      </form>
    </Dialog>
  );
}
