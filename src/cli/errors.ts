/** What went wrong, and which exit code says so. */

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
]);

export function exitCodeOf(error: unknown): number {
  return error instanceof Error && USERS_INPUT.has(error.name) ? EXIT.usersInput : EXIT.failed;
}

/**
 * What stderr gets: a paragraph for the user's mistakes; for ours the message, and with SPIKION_DEBUG=1 the stack.
 */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `spikion failed: ${String(error)}`;
  if (exitCodeOf(error) === EXIT.usersInput) return printable(error.message);
  if (process.env.SPIKION_DEBUG === "1") return error.stack ?? error.message;
  return printable(
    `spikion failed: ${error.message}\nThis is not your mistake. SPIKION_DEBUG=1 shows where it happened.`,
  );
}

/** Text without control characters: what a file contains must not steer the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "�");
}
