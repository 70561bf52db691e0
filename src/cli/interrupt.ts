/**
 * Ctrl-C: the first asks the run to end with what there is, the second ends the process. A run that computes in a thread
 * of its own (in-thread.ts) is told by the thread that hears signals.
 */
import { readFileSync } from "node:fs";
import { EXIT } from "./errors.js";

export interface Interruption {
  readonly signal: AbortSignal;
  /** Stop listening. */
  release(): void;
}

/** What hears signals for a run. */
export interface SignalSource {
  /**
   * @param words  what the first signal is answered with; the second ends the process
   * @param stop  called at the first
   * @returns  stops listening
   */
  listen(words: string, stop: () => void): () => void;
}

/** @param after  what can be done when it has ended */
export function listen(quiet: boolean, after = ""): Interruption {
  const controller = new AbortController();
  const words = quiet ? "" : `\nending with what there is; once more quits at once${after}\n`;
  const release = source.listen(words, () => controller.abort());
  return { signal: controller.signal, release };
}

/** Signals that ask a run to end. A terminal that is closed hangs up, unless the run was begun to outlive it (nohup). */
export function endingSignals(): NodeJS.Signals[] {
  return ["SIGINT", "SIGTERM", ...(ignoresHangUp() ? [] : (["SIGHUP"] as const))];
}

function ignoresHangUp(): boolean {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return mask !== undefined && (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
}

/** This process, between two steps of the run. */
const processSignals: SignalSource = {
  listen(words, stop) {
    let asked = false;
    const onSignal = (): void => {
      if (asked) quit();
      asked = true;
      process.stderr.write(words);
      stop();
    };
    const signals = endingSignals();
    for (const signal of signals) process.on(signal, onSignal);
    return () => {
      for (const signal of signals) process.off(signal, onSignal);
    };
  },
};

let source: SignalSource = processSignals;

/** From now on `other` hears signals for this thread. */
export function hearFrom(other: SignalSource): void {
  source = other;
}

/** End the process at once; a bar that was drawn has hidden the terminal's cursor. */
export function quit(): never {
  if (process.stderr.isTTY) process.stderr.write("\u001b[?25h\n");
  process.exit(EXIT.interrupted);
}
