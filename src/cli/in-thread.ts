/**
 * Commands that compute for long do so in a thread, so that this one hears signals at any moment: within one long
 * picture, while spikes are drawn, while a report is rendered.
 */
import { getHeapStatistics } from "node:v8";
import { SHARE_ENV, Worker } from "node:worker_threads";
import { EXIT, exitCodeOf, explain } from "./errors.js";
import { endingSignals, quit } from "./interrupt.js";
import type { DashboardSite } from "./serve-dashboard.js";
import type { Watched } from "./watch.js";

/**
 * What the computing thread tells: that it listens and what the first signal is answered with; that it has heard; a run that
 * is to be shown.
 */
export type FromThread =
  | { readonly listens: string }
  | { readonly deaf: true }
  | { readonly heard: true }
  | { readonly watch: Watched };
/** What it is told. */
export type ToThread = "stop";
/** Whether a stream is a terminal, and its columns where it tells them. */
export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}
export interface ThreadData {
  readonly args: readonly string[];
  /** Of this process's streams, which the thread only has through pipes. */
  readonly terminal: {
    readonly stdout: Terminal;
    readonly stderr: Terminal;
  };
}

/** Commands that end with what there is. */
const LONG = new Set(["run", "resume", "evaluate", "montecarlo", "sweep"]);
/** ms after which a run that has not heard is said to be within one long step. */
const PATIENCE = 1500;

export function takesLong(args: readonly string[]): boolean {
  return (
    LONG.has(args[0] ?? "") && !args.some((arg) => arg === "--help" || arg === "-h" || arg === "--version")
  );
}

const terminalOf = ({ isTTY, columns }: NodeJS.WriteStream): Terminal => ({ isTTY: !!isTTY, columns });

/** The command line in a thread. @returns  the exit code */
export function inThread(args: readonly string[]): Promise<number> {
  const { stdout, stderr } = process;
  const terminal = { stdout: terminalOf(stdout), stderr: terminalOf(stderr) };
  const worker = new Worker(new URL("./thread.js", import.meta.url), {
    workerData: { args, terminal } satisfies ThreadData,
    // A copy that the thread writes to would be seen by no library in C.
    env: SHARE_ENV,
    // As much as this thread would have had.
    resourceLimits: { maxOldGenerationSizeMb: Math.round(getHeapStatistics().heap_size_limit / 2 ** 20) },
  });
  let words: string | undefined;
  let asked = false;
  let patience: NodeJS.Timeout | undefined;
  const onSignal = (): void => {
    if (asked || words === undefined) quit();
    asked = true;
    stderr.write(words);
    worker.postMessage("stop" satisfies ToThread);
    if (words === "") return;
    patience = setTimeout(
      () => stderr.write("within one long step, after which the run ends; once more quits at once\n"),
      PATIENCE,
    );
  };
  for (const signal of endingSignals()) process.on(signal, onSignal);
  let dashboard: Promise<DashboardSite | undefined> = Promise.resolve(undefined);
  worker.on("message", (told: FromThread) => {
    if ("watch" in told) dashboard = shown(told.watch);
    else if ("listens" in told) words = told.listens;
    else if ("heard" in told) clearTimeout(patience);
    else words = undefined;
  });
  return new Promise((resolve) => {
    worker.on("error", (error) => {
      stderr.write(`${explain(error)}\n`);
      resolve(exitCodeOf(error));
    });
    worker.on("exit", (code) => {
      clearTimeout(patience);
      for (const signal of endingSignals()) process.off(signal, onSignal);
      dashboard.then((site) => site && shownUntilSignal(site, code)).finally(() => resolve(code));
    });
  });
}

/** The page of what runs; that it cannot be shown is no reason to end a run. */
async function shown({ root, page }: Watched): Promise<DashboardSite | undefined> {
  try {
    const { openDashboard } = await import("./open-dashboard.js");
    const { site, address } = await openDashboard(root, 0, { readOnly: false, open: true, page });
    process.stderr.write(`to watch: ${address}\n`);
    return site;
  } catch (error) {
    process.stderr.write(`--watch: ${explain(error)}\n`);
    return undefined;
  }
}

/** Whoever has watched a run wants to see how it ended, and whoever stopped it in the page may resume it there. */
async function shownUntilSignal(site: DashboardSite, code: number): Promise<void> {
  const { orders } = await import("./run-orders.js");
  if (code !== EXIT.interrupted || orders.stoppedThis) {
    process.stderr.write("the page stays until Ctrl-C ends it\n");
    await new Promise<void>((end) => {
      for (const signal of endingSignals()) process.once(signal, () => end());
    });
  }
  await site.close();
}
