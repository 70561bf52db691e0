/** Reads summary.json of sweeps: of the file as it is once, and of its points what a page shows. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { SweepView } from "../dashboard/sweep.js";
import type { SweepSummary } from "../sweep/summary.js";
import { summaryIn } from "./looked-at.js";

/** Summaries that are kept, those that were read last. */
const KEPT = 8;

export type ShownSummary = Pick<SweepView, "measure" | "axes" | "points" | "tolerance" | "failures"> &
  Pick<SweepSummary, "name" | "runs">;

export class SummaryReader {
  private readonly known = new Map<
    string,
    { readonly stamp: string; readonly summary: ShownSummary | undefined }
  >();

  /** @returns  undefined where there is none, or one of something else */
  read(dir: string): ShownSummary | undefined {
    const stamp = stampOf(join(dir, "summary.json"));
    const before = this.known.get(dir);
    this.known.delete(dir);
    const now = before?.stamp === stamp ? before : { stamp, summary: shown(summaryIn(dir)) };
    this.known.set(dir, now);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(oldest);
    }
    return now.summary;
  }
}

/** The rest, such as the numbers of each seed, would fill the memory. */
function shown(summary: SweepSummary | undefined): ShownSummary | undefined {
  if (!summary) return undefined;
  const { name, runs, measure, axes, points, tolerance, failures } = summary;
  return { name, runs, measure, axes, points: shownPoints(points), tolerance, failures };
}

export function shownPoints(points: SweepSummary["points"]): SweepView["points"] {
  return points.map(({ axes, text, measures, done, failed }) => ({
    axes,
    text,
    measures: Object.fromEntries(
      Object.entries(measures).map(([name, { doc, unit, mean, ci95 }]) => [
        name,
        // As JSON writes it, whether it comes from a file or not.
        { doc, unit, mean: Number.isFinite(mean) ? mean : null, ci95 },
      ]),
    ),
    done,
    failed,
  }));
}

function stampOf(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : "absent";
}
