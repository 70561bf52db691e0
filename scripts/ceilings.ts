/**
 * What k-means reaches with as many prototypes as a layer has neurons, on what the layer is shown: the ceiling of a
 * representation. Writes docs/ceilings.json and docs/ceilings.md.
 *
 *   npm run ceilings                                        all of them: hours, most of them for 6400 prototypes
 *   npm run ceilings -- --neurons 100,400 --of "MNIST, pixels"   some; the others stay as they are
 *
 * Vectors have unit length, since the layer is shown proportions. Up to 400 prototypes: Lloyd's algorithm, at most 15 passes;
 * above: mini-batches of 1000, three passes. Classes from 10,000 training images, five nearest vote by rank, test images read once.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { valuesOf } from "../src/core/front/model.js";
import { Random } from "../src/core/random.js";
import { findBackend } from "../src/crossbar/kernels/tfjs-backend.js";
import type { LabelledImages } from "../src/dataset/model.js";
import { Pictures } from "../src/experiment/kinds/classify/pictures.js";
import type { ClassifySpec } from "../src/experiment/kinds/classify/spec.js";
import { loadExperiment, packageRoot } from "../src/node/config.js";
import { type Ceiling, table } from "./ceilings-table.js";
import { type Algorithm, accuracyOf, kMeans, type Labelled } from "./k-means.js";

/** Representations, each as a study shows it. */
const REPRESENTATIONS: Readonly<Record<string, { readonly study: string; readonly set?: string[] }>> = {
  "MNIST, pixels": { study: "mnist-eis-400" },
  "MNIST, oriented edges": { study: "mnist-edges-400" },
  "Fashion-MNIST, pixels": { study: "fashion-edges-400", set: ["front=none"] },
  "Fashion-MNIST, edges as in fashion-edges-400": { study: "fashion-edges-400" },
};
const NEURONS = [100, 400, 1600, 6400];
const LABEL_IMAGES = 10_000;
const VOTERS = 5;
const LARGEST_FOR_LLOYD = 400;
const PASSES = { lloyd: 15, "mini-batch": 3 } as const;

const { values: asked } = parseArgs({
  options: { neurons: { type: "string" }, of: { type: "string", multiple: true } },
});
const counts = asked.neurons?.split(",").map(Number) ?? NEURONS;
const chosen = asked.of ?? Object.keys(REPRESENTATIONS);
const unknown = chosen.filter((name) => !Object.hasOwn(REPRESENTATIONS, name));
if (unknown.length > 0 || !counts.every((n) => Number.isInteger(n) && n > 0))
  throw new Error(
    `--of ${unknown.join(", ")} --neurons ${counts.join()}: accepted: ${Object.keys(REPRESENTATIONS).join("; ")}, and whole numbers`,
  );

const backend = await findBackend("wasm");
if (!("tf" in backend)) throw new Error(backend.why);
const { tf } = backend;
const docs = join(packageRoot, "docs");
const file = join(docs, "ceilings.json");
const known: Ceiling[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const all = new Map(known.map((each) => [`${each.representation} ${each.neurons}`, each]));

for (const representation of chosen) {
  const spec = await specOf(representation);
  const { dataset } = spec;
  const training = vectors(spec, dataset.train);
  const labelled = part(training, Random.of("ceilings").permutation(training.n).subarray(0, LABEL_IMAGES));
  const tested = vectors(spec, dataset.test);
  for (const neurons of counts) {
    const algorithm: Algorithm = neurons > LARGEST_FOR_LLOYD ? "mini-batch" : "lloyd";
    const started = performance.now();
    const centres = kMeans(tf, training, {
      k: neurons,
      algorithm,
      passes: PASSES[algorithm],
      seed: "1",
      progress: (pass) => process.stderr.write(`${representation}, ${neurons}: pass ${pass}\n`),
    });
    const accuracy = accuracyOf(tf, centres, { labelled, tested, classes: dataset.classes, voters: VOTERS });
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `${representation}, ${neurons}: ${(100 * accuracy).toFixed(2)} % (${algorithm}, ${seconds} s)`,
    );
    all.set(`${representation} ${neurons}`, { representation, neurons, algorithm, accuracy });
    const kept = [...all.values()];
    writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
    writeFileSync(join(docs, "ceilings.md"), table(kept));
  }
}

async function specOf(representation: string): Promise<ClassifySpec> {
  const { study, set = [] } = REPRESENTATIONS[representation]!;
  const { spec } = await loadExperiment(join(packageRoot, "experiments", "studies", `${study}.yaml`), {
    set,
  });
  if (spec?.kind !== "classify") throw new Error(`${study} is no classification`);
  return spec;
}

/** What the layer is shown of every picture, at unit length. */
function vectors({ front }: ClassifySpec, images: LabelledImages): Labelled {
  const pictures = new Pictures(front?.end);
  const size = front ? valuesOf(front.end.shape) : images.rows * images.cols;
  const values = new Float32Array(images.count * size);
  for (let at = 0; at < images.count; at++) {
    const picture = pictures.of(images, at);
    let square = 0;
    for (let x = 0; x < size; x++) square += picture[x]! ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let x = 0; x < size; x++) values[at * size + x] = scale * picture[x]!;
  }
  return { n: images.count, size, values, labels: images.labels };
}

function part({ size, values, labels }: Labelled, index: Uint32Array): Labelled {
  const chosen = new Float32Array(index.length * size);
  for (const [k, at] of index.entries()) chosen.set(values.subarray(at * size, (at + 1) * size), k * size);
  return { n: index.length, size, values: chosen, labels: Uint8Array.from(index, (at) => labels[at]!) };
}
