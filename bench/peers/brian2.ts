/** The same task in Brian 2, run by Debian's Python; see brian2.py for what is the same and what is not. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Random } from "../../src/core/random.js";
import { taskOf } from "../task.js";

export interface PeerResult {
  readonly peer: string;
  readonly version: string;
  readonly formulation: string;
  readonly imagesPerSecond: number;
  readonly inputSpikesPerImage: number;
  readonly outputSpikesPerImage: number;
  readonly notes: readonly string[];
}

/** @param python  that has Brian 2. @throws Error with its own words where it does not run */
export async function brian2(
  neurons: number,
  images: number,
  formulation: "tuned" | "usual",
  python: string,
  totalRate = 10_000,
): Promise<PeerResult> {
  const spec = await taskOf(neurons, totalRate);
  const { rows, cols, pixels } = spec.dataset.train;
  const size = rows * cols;
  const { tick } = spec.network;
  const ticks = Math.round(spec.presentation.duration / tick);
  const pictures = Array.from({ length: images }, (_, k) => {
    const values = pixels.subarray(k * size, (k + 1) * size);
    const random = Random.of("peer").split(k);
    const { tick: at, index, count } = spec.encoder.encode({ size, ticks, tick, values, boost: 1, random });
    return { tick: [...at.subarray(0, count)], index: [...index.subarray(0, count)] };
  });
  const folder = mkdtempSync(join(tmpdir(), "spikion-brian2-"));
  try {
    const inputs = join(folder, "inputs.json");
    writeFileSync(
      inputs,
      JSON.stringify({ nPre: size, nPost: neurons, dt: tick, ticks, images: pictures, seed: spec.seed }),
    );
    const script = fileURLToPath(new URL("./brian2.py", import.meta.url));
    const { status, stdout, stderr, error } = spawnSync(
      python,
      [script, "--inputs", inputs, "--dir", folder, "--formulation", formulation],
      { encoding: "utf8", timeout: 600_000, maxBuffer: 1 << 26 },
    );
    if (status !== 0)
      throw new Error(error?.message ?? (stderr.trim().split("\n").at(-1) || `exit code ${status}`));
    return JSON.parse(stdout.trim().split("\n").at(-1)!) as PeerResult;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
