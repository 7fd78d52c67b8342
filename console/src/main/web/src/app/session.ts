// Who answers, for whatever page wants to know; asked for once by the shell.
import { signal } from '@preact/signals';
import type { Session } from '../api/types.ts';

export const session = signal<Session | undefined>(undefined);

/** Where clients connect to, for commands that are copied. */
export const bootstrap = () => session.value?.bootstrap ?? '127.0.0.1:9092';
