#!/usr/bin/env node
/**
 * The command `spikion`. Nothing but Node's own modules is imported statically: where files cannot be opened an import
 * fails, and Node would end with a stack trace before anything here runs.
 */
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

/** Exit codes of a reader that has seen enough, and of what cannot begin; the others are in errors.ts. */
const DONE = 0;
const FAILED = 1;
const USERS_INPUT = 2;
/** Files that are open at a time while all modules of a command load. */
const ENOUGH = 256;

/** Run the command line. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { commandLine } = await import("./command-line.js");
    return await commandLine(args);
  } catch (error) {
    return notLoaded(error);
  }
}

/** Says why the program itself could not be loaded. @returns the exit code */
export function notLoaded(error: unknown): number {
  const short = shortOfFiles(error);
  process.stderr.write(`${short ?? `spikion cannot be loaded: ${messageOf(error)}; install it again`}\n`);
  return short === undefined ? FAILED : USERS_INPUT;
}

/** What to do where too few files may be open; undefined where that is not the reason. */
export function shortOfFiles(error: unknown, most = mostOpenFiles()): string | undefined {
  // Where package.json cannot be opened a module is read as what it is not: then the error may be any.
  if (!isShort(error) && most >= ENOUGH) return undefined;
  return "spikion: too many files are open; allow more, such as ulimit -n 1024";
}

/** Files that this process may have open, where the system tells it; else Infinity. */
function mostOpenFiles(): number {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
  } catch (error) {
    return isShort(error) ? 0 : Number.POSITIVE_INFINITY;
  }
}

function isShort(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EMFILE" || error.code === "ENFILE");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether this file is what node was started with, through a link or not. */
function isEntry(): boolean {
  const entry = process.argv[1];
  return isMainThread && entry !== undefined && realpathSync(entry) === fileURLToPath(import.meta.url);
}

/** As a process of its own. @returns the exit code */
async function start(args: readonly string[]): Promise<number> {
  try {
    const { inThread, takesLong } = await import("./in-thread.js");
    return await (takesLong(args) ? inThread(args) : main(args));
  } catch (error) {
    return notLoaded(error);
  }
}

if (isEntry()) {
  // Whoever lists the processes of a machine reads their arguments: the URL of a Redis server may hold a password.
  if (process.argv.some((arg) => /rediss?:\/\//.test(arg))) process.title = `spikion ${process.argv[2]}`;
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? DONE : FAILED);
  });
  // Nobody listens to the progress any more (a terminal closed, a pipe ended): the run goes on.
  process.stderr.on("error", () => {});
  process.exitCode = await start(process.argv.slice(2));
}
