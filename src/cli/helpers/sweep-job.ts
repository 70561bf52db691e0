/** One run of a sweep in a process of its own: a crash or a lack of memory here ends this run and no other. */
import { loadExperimentText } from "../../config/load.js";
import { devices } from "../../core/device/index.js";
import type { DevicePreset } from "../../core/device/model.js";
import type { ExperimentSpec } from "../../experiment/kinds/index.js";
import { provenance } from "../../node/provenance.js";
import { runExperiment } from "../../node/run.js";
import { writeRun } from "../../node/sweep-store.js";
import { exitCodeOf, explain } from "../errors.js";
import { takeSimdWidth } from "../simd.js";

/** What the process is told, once. */
export interface JobMessage {
  readonly text: string;
  readonly file: string;
  readonly set: readonly string[];
  readonly dir: string;
  readonly key: string;
}

/** What it tells: how much of its work is done, 0..1. */
export interface JobProgress {
  readonly done: number;
}

/** Shares of a run's time by phase, about: progress of a run is one number. */
const PHASES: Readonly<Record<string, readonly [from: number, to: number]>> = {
  train: [0, 0.6],
  label: [0.6, 0.75],
  test: [0.75, 1],
};

// Whoever started us is gone: nobody waits for the result.
process.on("disconnect", () => process.exit(1));

process.once("message", (message: JobMessage) => {
  run(message).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${explain(error)}\n`);
      process.exit(exitCodeOf(error));
    },
  );
});

async function run({ text, file, set, dir, key }: JobMessage): Promise<void> {
  takeSimdWidth();
  const { spec } = await loadExperimentText(text, file, { set });
  const { metrics } = await runExperiment(spec, {
    progress: ({ phase, done, total }) => {
      const [from, to] = PHASES[phase] ?? [0, 1];
      process.send?.({ done: from + ((to - from) * done) / Math.max(1, total) } satisfies JobProgress);
    },
  });
  const { versions, commit } = await provenance();
  await writeRun(dir, {
    key,
    metrics,
    assumed: assumedOf(spec),
    program: { spikion: versions.spikion, commit },
  });
}

/** Numbers of the run's device that are assumed, for tables and plots to mark. */
function assumedOf(spec: ExperimentSpec) {
  if (spec.kind === "figure" || !spec.physics) return null;
  const { name } = spec.physics.device;
  const preset = (devices as Readonly<Record<string, DevicePreset>>)[name];
  if (!preset) return { device: name, numbers: [] };
  const numbers = Object.entries(preset.params).filter(([, p]) => p.source.includes("assumed"));
  const rate = preset.rateSource.toLowerCase().includes("assumed") ? ["rate law"] : [];
  return { device: name, numbers: [...numbers.map(([key]) => key), ...rate] };
}
