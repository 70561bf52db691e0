/** How far a run is, on stderr: a bar on a terminal, else a line now and then. */
import { SingleBar } from "cli-progress";
import { duration } from "../core/written.js";
import type { Progress } from "../experiment/run.js";

export interface ProgressView {
  update(p: Progress): void;
  stop(): void;
}

/** Milliseconds between lines where there is no terminal. */
const LINE_EVERY_MS = 10_000;

export function progressView(quiet: boolean, stream: NodeJS.WriteStream = process.stderr): ProgressView {
  if (quiet) return { update: () => {}, stop: () => {} };
  return stream.isTTY ? bar(stream) : lines((text) => stream.write(`${text}\n`));
}

/** "train 2000/20000, 310 images/s, 71.2 % so far, 58 s left" */
export function describeProgress(progress: Progress): string {
  const { phase, done, total, unit = "images", accuracy, perSecond } = progress;
  const pieces = [`${phase} ${unit === "%" ? `${done} %` : `${done}/${total}`}`];
  if (perSecond !== undefined)
    pieces.push(`${perSecond.toFixed(perSecond < 10 ? 1 : 0)} ${unit === "%" ? "%" : unit}/s`);
  if (accuracy !== undefined) pieces.push(`${(100 * accuracy).toFixed(1)} % so far`);
  if (perSecond !== undefined && perSecond > 0 && done < total)
    pieces.push(`${duration((total - done) / perSecond)} left`);
  return pieces.join(", ");
}

function bar(stream: NodeJS.WriteStream): ProgressView {
  const single = new SingleBar({
    stream,
    format: "{bar} {text}",
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
    fps: 5,
    gracefulExit: false,
  });
  let started = false;
  return {
    update: (p) => {
      const payload = { text: describeProgress(p) };
      if (!started) single.start(p.total, p.done, payload);
      started = true;
      single.setTotal(p.total);
      single.update(p.done, payload);
    },
    stop: () => {
      if (started) single.stop();
      started = false;
    },
  };
}

function lines(write: (text: string) => void): ProgressView {
  let last = performance.now();
  let phase: Progress["phase"] | undefined;
  return {
    update: (p) => {
      if (p.done === 0) return;
      const now = performance.now();
      const due = now - last >= LINE_EVERY_MS || (phase !== undefined && phase !== p.phase);
      phase = p.phase;
      if (!due) return;
      last = now;
      write(describeProgress(p));
    },
    stop: () => {},
  };
}
