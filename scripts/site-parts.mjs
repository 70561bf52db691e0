/**
 * What the explorer's workers are built without: they train and design what the page asks for, from JSON that the page and the
 * build have written, and a page that is waited for should be small.
 */
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Functions that say what they are not. */
const refused = (...names) =>
  names
    .map((name) => `export function ${name}() { throw new Error("${name} is not part of this page"); }`)
    .join(" ");

/** Modules whose names stand for nothing in a worker, by their paths in the package. */
const ABSENT = {
  // Other kinds of experiment. What all kinds are asked for is there, and empty.
  ...Object.fromEntries(
    ["choice", "figure", "simulate"].flatMap((kind) => {
      const build = `build${kind[0].toUpperCase()}${kind.slice(1)}`;
      return [
        [`src/experiment/kinds/${kind}/index.ts`, `export const ${kind} = { compared: [] };`],
        [`src/config/schema/${kind}.ts`, `export const ${kind} = undefined;`],
        [`src/config/specs/${kind}.ts`, `export const ${build} = undefined;`],
      ];
    }),
  ),
  // What modules of a user's own are put through.
  ...Object.fromEntries(
    Object.entries({
      "core/device": "device",
      "core/encoder": "encoder",
      "core/front": "frontEnd",
      "core/neuron": "neuron",
      "core/rate": "rate",
      "core/waveform": "waveform",
      "crossbar/nonideal": "nonIdeality",
      "network/connect": "rule",
      readout: "readout",
    }).map(([folder, name]) => [`src/${folder}/conformance.ts`, `export const ${name}Contract = undefined;`]),
  ),
  // What reports and the command line say of a result; the page says it itself.
  "src/experiment/kinds/classify/page.ts":
    "export let classifyKeyFigures, classifyProtocol, classifyNotices;",
  "src/experiment/kinds/classify/summary.ts": "export let classifySummary;",
  // The page unpacks the digits.
  "src/platform/gunzip.ts": refused("gunzip"),
  // Files that experiments of the page do not name: recordings, wiring, arrays, other data sets, uncertain devices; sweeps.
  "src/config/spike-file.ts": refused("isCameraFile", "readSpikes"),
  "src/config/synapse-file.ts": refused("readSynapses", "sizesProblem"),
  "src/config/columns-file.ts": refused("fileBytes", "readColumns"),
  "src/config/draw-device.ts": `${refused("drawDevice")} export class DrawError extends Error {}`,
  "src/config/schema/sweep.ts": refused("readSweep"),
  "src/dataset/readers/digits-json.ts": refused("digitFile", "readDigits"),
  "src/config/learned-fields-file.ts": refused("readLearnedFields"),
  "src/dataset/readers/event-folders.ts": refused("eventFiles", "readRecordings"),
  // Encoders and the front end of studies that the page does not offer.
  ...Object.fromEntries(
    ["core/encoder/saccade", "core/encoder/repeated-pattern", "core/front/learned-fields"].map((path) => [
      `src/${path}.ts`,
      `export const doc = "", source = "", params = {}, needsValues = false; ${refused("create")}`,
    ]),
  ),
  // Kernels of networks that no experiment of the page has; without them they would work to the same bits.
  "src/engine/compiled/move.ts": "export const moveNetwork = () => undefined;",
  "src/crossbar/forms/sliced.ts":
    'export const sliced = { precision: "double", exact: false, create() { throw new Error("sliced is not part of this page"); } };',
  // Only `spikion schema` writes JSON schemas.
  "node_modules/zod/v4/core/to-json-schema.js": "module.exports = {};",
  "node_modules/zod/v4/core/json-schema-processors.js": "module.exports = {};",
  // The complete document of a run, which no worker shows.
  "node_modules/yaml/browser/index.js": "export const stringify = () => '';",
};

/** @returns  a plugin of esbuild */
export function withoutParts() {
  const name = (path) =>
    path
      .replaceAll("\\", "/")
      .replace(/^.*\/(node_modules\/)/, "$1")
      .replace(root, "");
  return {
    name: "without-parts",
    setup({ onLoad, onResolve }) {
      onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
        const contents = ABSENT[name(path)];
        return contents === undefined ? undefined : { contents, loader: "js" };
      });
      onResolve({ filter: /\/yaml\.js$/ }, ({ importer, resolveDir }) =>
        importer.includes("node_modules") || !resolveDir.replaceAll("\\", "/").includes("/src/")
          ? undefined
          : { path: fileURLToPath(new URL("../src/explore/json-documents.ts", import.meta.url)) },
      );
    },
  };
}
