/** A further thread at work: an instance of the kernel on the host's memory. */
import type { Place } from "./threads.js";

interface Instantiated {
  serve(seat: number): void;
  breakUp(): void;
}

interface WebAssemblyApi {
  Instance: new (
    module: object,
    imports: { env: Record<string, unknown> },
  ) => { exports: Instantiated & Record<string, { value: number }> };
}

/** Only the host's own thread asks the host. */
function notHere(): never {
  throw new Error("a further thread of the kernel has asked the host");
}

/** @returns  called, it sits down and does what the kernel's first thread calls it to, until there was no call for a second */
export function takePlace({ module, memory, seat, layout }: Place): () => void {
  const { Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
  const { exports } = new Instance(module, { env: { memory, levelOf: notHere, postDelay: notHere } });
  for (const [name, value] of Object.entries(layout)) exports[name]!.value = value;
  return () => {
    try {
      exports.serve(seat);
    } catch (error) {
      // Nobody may wait for this one.
      exports.breakUp();
      throw error;
    }
  };
}
