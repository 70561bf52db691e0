/**
 * Gives way to events: signals, timers, messages, a page's drawing. A message to oneself comes back after what waits
 * already and without the 4 ms that browsers add to timers; in Node it costs about a microsecond.
 */

/** What is used of a port; its types come with those of the browser's document or of Node only. */
interface Port {
  onmessage: (() => void) | null;
  postMessage(message: null): void;
  /** Node only: whether the port keeps the process alive. */
  ref?(): void;
  unref?(): void;
}

interface Channel {
  readonly port1: Port;
  readonly port2: Port;
  /** Whom its messages wake, one each. */
  readonly waiting: (() => void)[];
}

let channels: readonly [Channel, Channel] | undefined;
let turn = 0;

/** @param other  number of the channel that takes over once this one's messages come */
function open(other: number): Channel {
  const { MessageChannel } = globalThis as unknown as {
    MessageChannel: new () => Pick<Channel, "port1" | "port2">;
  };
  const { port1, port2 } = new MessageChannel();
  const waiting: Channel["waiting"] = [];
  port1.onmessage = () => {
    turn = other;
    const resume = waiting.shift();
    if (waiting.length === 0) port1.unref?.();
    resume?.();
  };
  // Listening keeps a process alive, and a channel may never get its turn.
  port1.unref?.();
  return { port1, port2, waiting };
}

let given: (() => Promise<void>) | undefined;

/** Give way by what a platform has for it. */
export function giveWayBy(own: () => Promise<void>): void {
  given = own;
}

/** Resolves once other events have had their turn. */
export function yieldToEvents(): Promise<void> {
  if (given) return given();
  channels ??= [open(1), open(0)];
  // Node takes up to a thousand messages of one channel, those that are sent meanwhile too, before it looks at a signal or
  // a timer. Two channels in turn leave it no more than one message in each.
  const { port1, port2, waiting } = channels[turn]!;
  return new Promise((resume) => {
    waiting.push(resume);
    port1.ref?.();
    port2.postMessage(null);
  });
}
