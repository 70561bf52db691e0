/**
 * Synapses on tiles of physical crosspoints: the matrix of all rows and columns is cut into blocks of `rows` x `columns`, in their
 * order, and each block that has a synapse is a tile. Crosspoints without a synapse stay empty: what a device there would
 * do is not modelled, but how many of them a spike's voltage reaches is counted.
 */
import { each, type Wiring } from "../core/connectivity/index.js";

/** Crosspoints of a tile along each side. */
export interface TileSize {
  /** Rows of a tile. */
  readonly rows: number;
  /** Columns of a tile. */
  readonly columns: number;
}

/** How much of the tiles is used. */
export interface TileUse extends TileSize {
  /** Tiles that have a synapse. */
  readonly tiles: number;
  /** Synapses on all tiles. */
  readonly synapses: number;
  /** Share of the crosspoints of these tiles that are synapses. */
  readonly utilisation: number;
  /** Crosspoints without a synapse on a row or column that has one: V_pre or V_post alone reaches them. */
  readonly halfSelected: number;
}

interface Tile {
  readonly rows: Set<number>;
  readonly columns: Set<number>;
  readonly synapses: number;
}

/** @throws RangeError where two synapses are of one pair: a crosspoint holds one device */
export function tileUse(wiring: Wiring, { rows, columns }: TileSize): TileUse {
  const across = Math.ceil(wiring.nPost / columns);
  const used = new Map<number, { rows: Set<number>; columns: Set<number>; synapses: number }>();
  let [before, at] = [-1, -1];
  each(wiring, (_, i, j) => {
    if (i === before && j === at)
      throw new RangeError(
        `neurons ${i} and ${j} have several synapses, and a tile has one crosspoint for them; accepted: no multapses`,
      );
    [before, at] = [i, j];
    const key = Math.floor(i / rows) * across + Math.floor(j / columns);
    const tile = used.get(key) ?? { rows: new Set(), columns: new Set(), synapses: 0 };
    tile.rows.add(i);
    tile.columns.add(j);
    tile.synapses++;
    used.set(key, tile);
  });
  const reached = (tile: Tile) =>
    tile.rows.size * columns + tile.columns.size * rows - tile.rows.size * tile.columns.size;
  const all = [...used.values()];
  return {
    rows,
    columns,
    tiles: used.size,
    synapses: wiring.count,
    utilisation: used.size > 0 ? wiring.count / (used.size * rows * columns) : 0,
    halfSelected: all.reduce((sum, tile) => sum + reached(tile) - tile.synapses, 0),
  };
}

/** Of each synapse, row after row: its row and column on its tile. */
export function placesOnTiles(wiring: Wiring, { rows, columns }: TileSize) {
  const places = { row: new Int32Array(wiring.count), column: new Int32Array(wiring.count) };
  let x = 0;
  each(wiring, (_, i, j) => {
    places.row[x] = i % rows;
    places.column[x++] = j % columns;
  });
  return places;
}
