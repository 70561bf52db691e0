/** What went wrong, and which exit code says so. */

import { diskTrouble, wordsOf } from "../node/run-folder-error.js";

/** Exit codes: the same for every command. */
export const EXIT = { done: 0, failed: 1, usersInput: 2, interrupted: 130 } as const;

/** A mistake on the command line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Errors that the user can mend, by name: naming them here instead of importing their classes keeps `--help` from
 * loading the simulator.
 */
const USERS_INPUT = new Set([
  "UsageError",
  "ConfigError",
  "QuantityError",
  "DatasetError",
  "NetworkError",
  "RunFolderError",
  "CheckpointError",
  "SavedError",
  "ProtocolError",
  "ReadoutError",
  "NumericalError",
  "SizeError",
  "NpyError",
  "CheckError",
  "BackendError",
  "FitError",
  "NirError",
]);

/** Of a run that was stopped before it had anything to write. */
const INTERRUPTED = "InterruptedError";

export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Error)) return EXIT.failed;
  if (error.name === INTERRUPTED) return EXIT.interrupted;
  return USERS_INPUT.has(error.name) || ofSystem(error) !== undefined ? EXIT.usersInput : EXIT.failed;
}

/** What the system refuses (a full disk, a folder that may not be written) is nobody's mistake in this program. */
function ofSystem(error: Error): string | undefined {
  // A thread that cannot be started says the system's code in its words only.
  const code = /^Worker initialization failure: (EMFILE|ENFILE)/.exec(error.message)?.[1];
  if (code !== undefined) return `spikion: ${wordsOf(code)}`;
  const trouble = diskTrouble(error);
  if (trouble === undefined) return undefined;
  const { path, dest, syscall } = error as NodeJS.ErrnoException & { dest?: string };
  return `${dest ?? path ?? `spikion (${syscall})`}: ${trouble}`;
}

/**
 * What stderr gets: a paragraph for the user's mistakes; for ours the message, and with SPIKION_DEBUG=1 the stack.
 */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `spikion failed: ${String(error)}`;
  if (USERS_INPUT.has(error.name) || error.name === INTERRUPTED) return printable(error.message);
  const system = ofSystem(error) ?? shortOf(error);
  if (system !== undefined) return printable(system);
  if (process.env.SPIKION_DEBUG === "1") return error.stack ?? error.message;
  return printable(
    `spikion failed: ${error.message}\nThis is not your mistake. SPIKION_DEBUG=1 shows where it happened.`,
  );
}

/** What ran out of memory. */
function shortOf(error: Error): string | undefined {
  const code = "code" in error ? String(error.code) : "";
  const memory =
    code === "ERR_WORKER_OUT_OF_MEMORY" ||
    /Array buffer allocation failed|could not allocate memory/i.test(error.message);
  return memory
    ? "there is not enough memory for this: make the network or what is recorded smaller, or allow more, such as NODE_OPTIONS=--max-old-space-size=8000"
    : undefined;
}

/** User and password in the URL of a Redis server, but not where they stand for what is accepted. */
const SECRET = /(rediss?:\/\/)(?!\[user:password@)[^\s"',]*@/g;

/** Text without control characters: what a file contains must not steer the terminal; and without passwords in URLs. */
export function printable(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "�")
      .replace(SECRET, "$1***@")
  );
}
