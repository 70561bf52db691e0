/** Ctrl-C: the first asks the run to end with what there is, the second ends the process. */
import { EXIT } from "./errors.js";

export interface Interruption {
  readonly signal: AbortSignal;
  /** Stop listening. */
  release(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** @param after  what can be done when it has ended */
export function listen(quiet: boolean, after = ""): Interruption {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    if (!quiet) process.stderr.write(`\nending with what there is; once more quits at once${after}\n`);
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
