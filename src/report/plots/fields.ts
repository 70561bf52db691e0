/** Receptive fields as pictures: the synapses as they lie, or what they stand for before a front end. */
import { chain, frontEnds } from "../../core/front/index.js";
import { type FrontEnd, type FrontEndModel, type PictureShape, valuesOf } from "../../core/front/model.js";
import type { ClassifyFacts, FrontFacts } from "../../experiment/kinds/classify/facts.js";
import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";

/** Plastic synapses from pictures of rows x cols, or from what a front end makes of them. */
export type Synapses = Pick<ClassifyResult, "nPre" | "nPost" | "rows" | "cols" | "conductance"> &
  Partial<Pick<ClassifyResult, "label">>;

export interface Fields {
  readonly rows: number;
  readonly cols: number;
  /** The picture of neuron j, rows * cols values, valid until the next call. */
  of(j: number): ArrayLike<number>;
}

/** Every synapse at its place; planes of a front end side by side. Undefined where the inputs are no picture. */
export function synapsesAsTheyLie(
  result: Synapses,
  front: Pick<FrontFacts, "shape"> | null,
): Fields | undefined {
  const { nPre, rows, cols, label, nPost } = result;
  // Of other neurons than those that are read, or windows on a picture: they have a figure of their own.
  if ((label && label.length !== nPost) || result.conductance.length !== nPre * nPost) return undefined;
  // Recordings may have a plane of ON and one of OFF events.
  const planes = nPre === 2 * rows * cols ? 2 : 1;
  const shape = front?.shape ?? { planes, rows, cols };
  if (valuesOf(shape) !== nPre) return undefined;
  const across = Math.ceil(Math.sqrt(shape.planes));
  const down = Math.ceil(shape.planes / across);
  const width = across * shape.cols;
  const places = Int32Array.from({ length: nPre }, (_, i) => {
    const plane = Math.floor(i / (shape.rows * shape.cols));
    const y = Math.floor(i / shape.cols) % shape.rows;
    const x = i % shape.cols;
    return (Math.floor(plane / across) * shape.rows + y) * width + (plane % across) * shape.cols + x;
  });
  const column = columnsOf(result);
  const picture = new Float32Array(width * down * shape.rows);
  return {
    rows: down * shape.rows,
    cols: width,
    of(j) {
      for (const [i, value] of column(j).entries()) picture[places[i]!] = value;
      return picture;
    },
  };
}

/**
 * What the synapses stand for in pixels, from the device's floor up. Undefined where a front end is the user's own: a
 * report runs no code of theirs.
 */
export function synapsesAsPixels(
  result: ClassifyResult,
  { front, physics }: ClassifyFacts,
): Fields | undefined {
  const { rows, cols } = result;
  const end = front && rebuilt(front, { planes: 1, rows, cols });
  if (!end?.draw || valuesOf(end.shape) !== result.nPre) return undefined;
  const column = columnsOf(result);
  const floor = physics?.gMin ?? 0;
  const picture = new Float32Array(rows * cols);
  return {
    rows,
    cols,
    of(j) {
      end.draw!(
        column(j).map((g) => Math.max(0, g - floor)),
        picture,
      );
      return picture;
    },
  };
}

/** Conductances of neuron j, valid until the next call. */
function columnsOf({ conductance, nPre, nPost }: Synapses): (j: number) => Float32Array {
  const column = new Float32Array(nPre);
  return (j) => {
    for (let i = 0; i < nPre; i++) column[i] = conductance[i * nPost + j]!;
    return column;
  };
}

function rebuilt({ parts }: FrontFacts, shape: PictureShape): FrontEnd | undefined {
  const table: Readonly<Record<string, FrontEndModel>> = frontEnds;
  if (!parts.every(({ name }) => Object.hasOwn(table, name))) return undefined;
  return chain(
    parts.map(({ name, values }) => ({ part: table[name]!, values })),
    shape,
  );
}
