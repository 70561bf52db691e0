/** Where a run is written. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./errors.js";

/** runs/<experiment>-<seed>, or with -2, -3, … the first that is free. */
export function freePlace(name: string, seed: string, root = "runs"): string {
  const base = join(root, `${safe(name)}-${safe(seed)}`);
  for (let k = 1; ; k++) {
    const place = k === 1 ? base : `${base}-${k}`;
    if (!existsSync(place)) return place;
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
 * @throws UsageError
 */
export function refuseForeign(out: string, state: "absent" | "own" | "foreign"): void {
  if (state !== "foreign") return;
  const what = statSync(out).isDirectory() ? "holds something else than this run" : "is a file";
  throw new UsageError(
    `--out: ${out} ${what}; accepted: a new or empty folder, or the folder of this very run`,
  );
}
