import type { ParamTable } from "../params.js";

/** Values in planes: plane after plane, row after row. A picture has one plane. */
export interface PictureShape {
  /** Planes, one after the other; 1 for a plain picture. */
  readonly planes: number;
  /** Rows of each plane. */
  readonly rows: number;
  /** Columns of each plane. */
  readonly cols: number;
}

/**
 * What a picture goes through before it is encoded: a pure function of its values, without anything learned, the same for
 * training, labels and test.
 */
export interface FrontEnd {
  /** Of what comes out. */
  readonly shape: PictureShape;
  /**
   * What becomes of one picture.
   * @param values  planes * rows * cols values, finite, of the shape that the front end was made for; 0..255 in a picture
   * @param to      filled with values of `shape`: finite, not below 0
   */
  apply(values: ArrayLike<number>, to: Float32Array): void;
  /**
   * What values of `shape` stand for, drawn in the shape that comes in: how a receptive field looks in pixels.
   * Absent where the values that come out lie where those that come in lie.
   */
  draw?(values: ArrayLike<number>, to: Float32Array): void;
}

/** What a file in this folder exports. */
export interface FrontEndModel {
  /** What the front end does, in one line. */
  readonly doc: string;
  /** Its numbers, with unit, bounds and source. */
  readonly params: ParamTable;
  /**
   * A front end for pictures of one shape.
   * @param params  numbers of `params`; a default where left out
   * @throws RangeError where it cannot work on that shape, or with those numbers
   */
  create(params: Readonly<Record<string, number>>, shape: PictureShape): FrontEnd;
}

export function valuesOf({ planes, rows, cols }: PictureShape): number {
  return planes * rows * cols;
}
