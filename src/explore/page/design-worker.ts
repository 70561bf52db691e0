/** The worker that looks for voltages of a wanted curve, as `spikion design` does. */
import { config } from "zod";
import { readDesignFile } from "../../config/design-file.js";
import { design } from "../../core/design/design.js";
import { shortfalls } from "../../core/design/reach.js";
import { Random } from "../../core/random.js";
import { memoryFiles } from "../../platform/memory-files.js";
import type { FromDesign, ToDesign } from "../messages.js";
import { knotsOf } from "../state.js";

config({ jitless: true });

const tell = (message: FromDesign) => self.postMessage(message);

self.onmessage = async ({ data: { text, curve } }: MessageEvent<ToDesign>) => {
  try {
    const files = memoryFiles({
      "design.yaml": text,
      ...(curve === undefined ? {} : { "curve.csv": curve }),
    });
    const spec = await readDesignFile(files, "design.yaml");
    const { target, limits, starts, tolerance, device } = spec;
    const { rate } = device;
    const random = Random.of(spec.seed, "design");
    const progress = (share: number) => tell({ kind: "progress", share });
    const found = design({ rate, target, limits, starts, random, progress });
    const reasons = shortfalls({ rate, target, limits, tolerance }, found);
    const { rms, worst } = found;
    tell({ kind: "designed", pre: knotsOf(found.pre), post: knotsOf(found.post), rms, worst, reasons });
  } catch (error) {
    tell({ kind: "failed", text: error instanceof Error ? error.message : String(error) });
  }
};
