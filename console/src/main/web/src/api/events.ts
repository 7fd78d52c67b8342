// Server-sent events read by fetch(), which, unlike EventSource, can send the token.
export type ServerEvent = { event: string; data: string };

/** Cuts a stream of text into events; what is not ended by an empty line yet waits for more. */
export class EventCutter {
  #rest = '';

  push(text: string): ServerEvent[] {
    const blocks = (this.#rest + text).replace(/\r\n?/g, '\n').split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.map(eventOf).filter((event) => event !== undefined);
  }
}

function eventOf(block: string): ServerEvent | undefined {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, name, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (name === 'event') event = value!;
    if (name === 'data') data.push(value!);
  }
  return data.length === 0 ? undefined : { event, data: data.join('\n') };
}

/** The events of an answer, until it ends or is given up. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const cutter = new EventCutter();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield* cutter.push(decoder.decode(value, { stream: true }));
  }
}
