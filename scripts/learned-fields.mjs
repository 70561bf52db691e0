/**
 * Writes what a first layer has learned as the table that the front end learned-fields takes.
 *   node scripts/learned-fields.mjs RUN --features F [--projection local] [--input 2x28x28] > fields.csv
 * `input`: planes, rows and columns of what the layer sees.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readLearnedFields } from "../dist/config/learned-fields-file.js";
import { disk } from "../dist/node/disk.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    features: { type: "string" },
    projection: { type: "string", default: "local" },
    input: { type: "string", default: "2x28x28" },
  },
});
const [run] = positionals;
const [planes, rows, cols] = values.input.split("x").map(Number);
if (run === undefined || ![Number(values.features), planes, rows, cols].every((n) => n > 0)) {
  console.error(
    "usage: node scripts/learned-fields.mjs RUN --features F [--projection local] [--input 2x28x28]",
  );
  process.exit(2);
}
if (!existsSync(join(run, "manifest.json"))) {
  console.error(`${run}: is no folder of a finished run`);
  process.exit(2);
}
const { name, seed, files } = JSON.parse(readFileSync(join(run, "manifest.json"), "utf8"));
const layer = { projection: values.projection, features: Number(values.features) };
const { kernel, windows } = readLearnedFields(disk, { file: join(run, "weights.npz") }, layer, {
  planes,
  rows,
  cols,
});
console.log(`# Learned by ${name}, seed ${seed}; sha256 of its weights.npz: ${files["weights.npz"]}`);
console.log("feature,plane,row,col,conductance_S");
for (const [feature, window] of windows.entries())
  for (const [k, g] of window.entries()) {
    const plane = Math.floor(k / kernel ** 2);
    console.log([feature, plane, Math.floor(k / kernel) % kernel, k % kernel, g.toPrecision(4)].join(","));
  }
