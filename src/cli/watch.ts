/**
 * `--watch`: the run that has just taken its folder is shown in the browser, by the thread that does not compute (see
 * in-thread.ts). A command that runs without one shows nothing.
 */

export interface Watched {
  /** The folder that is served. */
  readonly root: string;
  /** Of the run or sweep below it: "run/quickstart-1". */
  readonly page: string;
}

let show: (watched: Watched) => void = () => {};

/** From now on `other` shows what this thread runs. */
export function shownBy(other: typeof show): void {
  show = other;
}

/**
 * @param dir  of the run or sweep
 * @param out  as the user named it; absent where it lies among the others in runs/
 */
export function watch(type: "run" | "sweep", dir: string, out: string | undefined): void {
  const id = out === undefined ? dir.replace(/^runs[\\/]/, "") : ".";
  show({ root: out === undefined ? "runs" : dir, page: `${type}/${encodeURIComponent(id)}` });
}
