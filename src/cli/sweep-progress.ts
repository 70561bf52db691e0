/** How far a sweep is, on stderr: one line that is written again on a terminal, else a line now and then. */
import { duration } from "../core/written.js";
import { nameOf } from "../sweep/axes.js";
import type { Job } from "../sweep/plan.js";
import { printable } from "./errors.js";

export interface SweepView {
  update(done: number, running: number): void;
  failed(job: Job, why: string): void;
  /** What the user must know. */
  notice(text: string): void;
  stop(): void;
}

/** Milliseconds between lines where there is no terminal, and between updates of a line where there is one. */
const LINE_EVERY_MS = 10_000;
const UPDATE_EVERY_MS = 200;
/** Failed runs that are told one by one. */
const MOST_FAILURES = 50;

/**
 * Wording of the whole's progress; what was there at the start does not count for the time that is left.
 * @param done  finished runs, those of before (`before`) included; `running`: what is done of the others, in runs
 */
export function describeSweep(
  total: number,
  before: number,
  done: number,
  running: number,
  seconds: number,
): string {
  const pieces = [`${done}/${total} runs`];
  if (before > 0) pieces.push(`${before} of them from before`);
  const achieved = done - before + running;
  if (achieved > 0.05 && done < total)
    pieces.push(`${duration((seconds * (total - done - running)) / achieved)} left`);
  else if (done === total) pieces.push(duration(seconds));
  return pieces.join(", ");
}

export function sweepProgress(
  quiet: boolean,
  jobs: number,
  stream: NodeJS.WriteStream = process.stderr,
): SweepView {
  let failures = 0;
  const tellFailure = (job: Job, why: string, write: (text: string) => void): void => {
    failures++;
    if (failures <= MOST_FAILURES)
      write(`failed: ${nameOf(job.point)}, seed ${job.seed}: ${why.split("\n").slice(-3).join(" ")}\n`);
    else if (failures === MOST_FAILURES + 1) write("further runs that fail are told in runs.csv only\n");
  };
  const tellNotice = (text: string, write: (text: string) => void): void => write(`${printable(text)}\n`);
  // Without progress a run that failed is still told: a sweep that ends with nothing but a code leaves the user to guess.
  if (quiet)
    return {
      update: () => {},
      failed: (job, why) => tellFailure(job, why, (text) => stream.write(text)),
      notice: (text) => tellNotice(text, (line) => stream.write(line)),
      stop: () => {},
    };
  const started = performance.now();
  let before: number | undefined;
  let shown = -Infinity;
  let last = "";
  const every = stream.isTTY ? UPDATE_EVERY_MS : LINE_EVERY_MS;
  const write = (text: string) => stream.write(stream.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  return {
    update(done, running) {
      before ??= done;
      const now = performance.now();
      const total = Math.max(jobs, done);
      last = describeSweep(total, before, done, running, (now - started) / 1000);
      if (now - shown < every) return;
      shown = now;
      write(last);
    },
    failed(job, why) {
      tellFailure(job, why, write);
    },
    notice(text) {
      tellNotice(text, write);
    },
    stop() {
      write(stream.isTTY ? `${last}\n` : last);
    },
  };
}
