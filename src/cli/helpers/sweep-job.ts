/** One run of a sweep in a process of its own: a crash or a lack of memory here ends this run and no other. */

import type { CompleteExperiment } from "../../config/load.js";
import { assumedNumbers } from "../../experiment/device-source.js";
import type { KindSpec } from "../../experiment/kind.js";
import { specOf } from "../../node/config.js";
import { provenance } from "../../node/provenance.js";
import { runExperiment } from "../../node/run.js";
import type { JobResult } from "../../sweep/run-record.js";
import { exitCodeOf, explain } from "../errors.js";
import { takeSimdWidth } from "../simd.js";

/** What it tells: how much of its work is done, 0..1; at last its result. */
export type JobReply = { readonly done: number } | { readonly result: JobResult };

// Whoever started us is gone: nobody waits for the result.
process.on("disconnect", () => process.exit(1));

// It is told its experiment, once.
process.once("message", (message: CompleteExperiment) => {
  run(message).then(
    // It may end when that has arrived.
    (result) => process.send?.({ result } satisfies JobReply, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${explain(error)}\n`);
      process.exit(exitCodeOf(error));
    },
  );
});

async function run(experiment: CompleteExperiment): Promise<JobResult> {
  takeSimdWidth();
  const spec = await specOf(experiment);
  const { metrics } = await runExperiment(spec, {
    progress: ({ share, done, total }) => {
      process.send?.({ done: share ?? done / Math.max(1, total) } satisfies JobReply);
    },
  });
  const { versions, commit } = await provenance();
  return { metrics, assumed: assumedOf(spec), program: { spikion: versions.spikion, commit } };
}

/** Numbers of the run's device that are assumed, for tables and plots to mark. */
function assumedOf({ physics }: KindSpec): JobResult["assumed"] {
  if (!physics) return null;
  return { device: physics.device.name, numbers: assumedNumbers(physics.device) };
}
