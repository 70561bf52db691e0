/**
 * Where neurons are: a population's last two axes are rows and columns of places, axes before them are planes that share
 * these places. A plain list is one row.
 */
export interface Grid {
  readonly planes: number;
  readonly rows: number;
  readonly cols: number;
}

export function gridOf(shape: readonly number[]): Grid {
  const [cols = 1, rows = 1, ...planes] = [...shape].reverse();
  return { planes: planes.reduce((product, n) => product * n, 1), rows, cols };
}

export function gridText({ planes, rows, cols }: Grid): string {
  return planes === 1 ? `${rows} x ${cols}` : `${planes} planes of ${rows} x ${cols}`;
}

/** Whether a shape says where its neurons are. */
export const isGrid = (shape: readonly number[]): boolean => shape.length > 1;
