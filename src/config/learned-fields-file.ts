/**
 * What a first layer has learned, from the weights.npz of a run (conductance, indptr, indices and shape of a projection by
 * windows) or from CSV:
 *
 *   feature,plane,row,col,conductance_S          all of them, each once, counted from 0
 *
 * Of a run, a feature is the mean of its windows at all places: with shared weights they are equal.
 */
import type { LearnedFields } from "../core/front/learned-fields.js";
import type { PictureShape } from "../core/front/model.js";
import type { Files } from "../platform/files.js";
import { type FileReference, readColumns } from "./columns-file.js";
import { ConfigError } from "./errors.js";

const index = {
  accepted: "a whole number, counted from 0",
  fits: (x: number) => Number.isInteger(x) && x >= 0 && x < 2 ** 31,
};
const conductance = { accepted: "a conductance in S, 0 or more", fits: (x: number) => x >= 0 };

/** Which of a run's weights, and whose. */
export interface LearnedLayer {
  readonly projection: string;
  readonly features?: number;
}

/**
 * @param input  shape of what the layer is given
 * @throws ConfigError with what is wrong with the file, or where it is not for that shape
 */
export function readLearnedFields(
  files: Files,
  reference: FileReference,
  layer: LearnedLayer,
  input: PictureShape,
): LearnedFields {
  return /\.npz$/i.test(reference.file)
    ? ofRun(files, reference, layer, input)
    : ofTable(files, reference, layer);
}

function ofTable(files: Files, reference: FileReference, { features: wanted }: LearnedLayer): LearnedFields {
  const { name, columns } = readColumns(files, reference, {
    feature: index,
    plane: index,
    row: index,
    col: index,
    conductance_S: conductance,
  });
  const { feature, plane, row, col, conductance_S: g } = columns;
  if (!feature || !plane || !row || !col || !g)
    return fail(name, "lacks columns; accepted: feature,plane,row,col,conductance_S");
  const count = (of: ArrayLike<number>) => Array.from(of).reduce((most, x) => Math.max(most, x + 1), 0);
  const [features, planes, rows, cols] = [feature, plane, row, col].map(count) as [
    number,
    number,
    number,
    number,
  ];
  if (rows !== cols) fail(name, `has windows of ${rows} rows and ${cols} columns; accepted: as many of both`);
  const degree = planes * rows * cols;
  if (features * degree !== g.length)
    fail(
      name,
      `has ${g.length} rows; accepted: ${features * degree}, one for each of ${features} features, ${planes} planes, ${rows} rows and ${cols} columns`,
    );
  if (wanted !== undefined && wanted !== features)
    fail(name, `has ${features} features; accepted: ${wanted}, as "features" says, or no "features"`);
  const windows = Array.from({ length: features }, () => new Float64Array(degree).fill(Number.NaN));
  for (let k = 0; k < g.length; k++) {
    const window = windows[feature[k]!]!;
    const at = (plane[k]! * rows + row[k]!) * cols + col[k]!;
    if (!Number.isNaN(window[at]!))
      fail(name, `has feature ${feature[k]}, plane ${plane[k]}, row ${row[k]}, col ${col[k]} twice`);
    window[at] = g[k]!;
  }
  return { planes, kernel: rows, windows };
}

function ofRun(
  files: Files,
  reference: FileReference,
  { projection, features }: LearnedLayer,
  { planes, rows, cols }: PictureShape,
): LearnedFields {
  const key = (array: string) => `${array}-${projection}`;
  const { name, columns } = readColumns(files, reference, {
    [key("conductance")]: conductance,
    [key("indptr")]: index,
    [key("indices")]: index,
    [key("shape")]: index,
  });
  const g = columns[key("conductance")];
  const indptr = columns[key("indptr")];
  const indices = columns[key("indices")];
  const shape = columns[key("shape")];
  if (!g || !indptr || !indices || shape?.length !== 2)
    return fail(
      name,
      `has no windows of a projection "${projection}"; accepted: weights.npz of a run, with "${key("conductance")}", "${key("indptr")}", "${key("indices")}" and "${key("shape")}"`,
    );
  const [nPre, nPost] = [shape[0]!, shape[1]!];
  if (nPre !== planes * rows * cols)
    fail(name, `"${projection}" sees ${nPre} inputs; accepted: ${planes} x ${rows} x ${cols}`);
  if (features === undefined)
    return fail(
      name,
      `does not say how many of the ${nPost} neurons are at one place; accepted: front.features`,
    );
  const degree = g.length / nPost;
  const kernel = Math.sqrt(degree / planes);
  if (nPost % features !== 0 || !Number.isInteger(kernel))
    fail(
      name,
      `"${projection}" has ${g.length} synapses on ${nPost} neurons; accepted: square windows, the same for ${features} features at each place`,
    );
  const places = nPost / features;
  const windows = Array.from({ length: features }, () => new Float64Array(degree));
  const seen = new Int32Array(nPost);
  // Rows ascend, so that each neuron meets its window plane after plane, row after row.
  for (let i = 0; i < nPre; i++)
    for (let k = indptr[i]!; k < indptr[i + 1]!; k++) {
      const neuron = indices[k]!;
      const window = windows[Math.floor(neuron / places)];
      if (!window || seen[neuron]! >= degree)
        return fail(name, `"${projection}" has neurons with windows of different size`);
      window[seen[neuron]!++]! += g[k]! / places;
    }
  return { planes, kernel, windows };
}

function fail(file: string, problem: string): never {
  throw new ConfigError(file, [{ file, path: "", problem }]);
}
