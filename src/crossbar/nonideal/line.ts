/**
 * Voltage lost along the lines, to first order: a device alone on its row i and column j sees the resistance of the
 * (i + j + 2) line segments to it, so that G_read = G / (1 + G R (i + j + 2)). On tiles i and j count from their tile's corner.
 *
 * Holds while the loss is small and the currents of other devices do not add to it: G R (nPre + nPost) well below 1, one
 * row spiking at a time. Currents of rows that spike together would raise the loss on their common column.
 */
import type { ParamTable, Values } from "../../core/params.js";
import type { ReadContext } from "./model.js";

export const doc =
  "voltage drop along rows and columns at the read, first order: one row at a time, small loss";

export const params = {
  resistance: {
    unit: "ohm",
    default: 0,
    min: 0,
    doc: "of a line from one device to the next",
    source: "chosen: 0, the ideal; the paper gives none",
  },
} as const satisfies ParamTable;

export const needsFullArray = true;

/** Beyond this loss of the farthest device at gMax the model is not to be trusted. */
const LARGEST_LOSS = 0.5;

/** @throws RangeError where the model's range of validity is left */
export function read(
  g: Float64Array,
  { resistance }: Values<typeof params>,
  { nPre, nPost, gMax, range, tiles }: ReadContext,
): void {
  const highest = range ? range.high.reduce((a, b) => Math.max(a, b), 0) : gMax;
  const most = highest * resistance * (tiles ? tiles.rows + tiles.columns : nPre + nPost);
  if (most > LARGEST_LOSS)
    throw new RangeError(
      `line resistance ${resistance} ohm: gMax R (${tiles ? "rows + columns of a tile" : "nPre + nPost"}) is ${most.toPrecision(3)}; the first-order model ` +
        `holds up to ${LARGEST_LOSS}`,
    );
  if (tiles) {
    const { row, column } = tiles;
    for (let x = 0; x < g.length; x++) g[x] = g[x]! / (1 + g[x]! * resistance * (row[x]! + column[x]! + 2));
    return;
  }
  let x = 0;
  for (let i = 0; i < nPre; i++)
    for (let j = 0; j < nPost; j++, x++) g[x] = g[x]! / (1 + g[x]! * resistance * (i + j + 2));
}
