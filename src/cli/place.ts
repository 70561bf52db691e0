/** Where a run is written. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./errors.js";

/**
 * runs/<experiment>-<seed>, or with -2, -3, … the first that is free.
 * @param mine  whether a place that is taken is to be used nevertheless: it holds this very run, unfinished
 */
export async function freePlace(
  name: string,
  seed: string,
  mine: (place: string) => Promise<boolean> = async () => false,
  root = "runs",
): Promise<string> {
  const base = join(root, `${safe(name)}-${safe(seed)}`);
  for (let k = 1; ; k++) {
    const place = k === 1 ? base : `${base}-${k}`;
    if (!existsSync(place) || (await mine(place))) return place;
  }
}

/** A name as part of a folder name. */
function safe(name: string): string {
  return (
    name
      .replace(/[^\w.-]+/g, "_")
      .replace(/^\.+/, "_")
      .slice(0, 80) || "run"
  );
}

/**
 * Refuse a place that holds anything else, before the run costs hours.
 * @param state  what the report room says of the folder
 * @param resume  the command that resumes a run in it
 * @throws UsageError
 */
export function refuseForeign(
  out: string,
  state: "absent" | "own" | "unfinished" | "foreign",
  resume = `spikion resume ${out}`,
): void {
  if (state === "unfinished")
    throw new UsageError(
      `${out} holds this run, unfinished. To resume it: ${resume}\nTo start over: the same command with --restart`,
    );
  if (state !== "foreign") return;
  const what = statSync(out).isDirectory() ? "holds something else than this run" : "is a file";
  throw new UsageError(
    `--out: ${out} ${what}; accepted: a new or empty folder, or the folder of this very run`,
  );
}
