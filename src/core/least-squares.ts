/**
 * Linear least squares by an orthonormal basis of the columns (modified Gram-Schmidt, twice): the fit of y is its
 * projection, and what noise becomes under a fit follows from the same basis.
 */

/** Columns of one length n, made orthonormal; p of them. */
export interface Basis {
  readonly n: number;
  readonly p: number;
  readonly columns: readonly Float64Array[];
}

/** Below this share of its length a column is a combination of those before it. */
const DEPENDENT = 1e-10;

/**
 * @param columns  the functions to be combined, sampled at the same n points
 * @throws RangeError where the columns differ in length, outnumber the points, or depend on one another
 */
export function orthonormal(columns: readonly Float64Array[]): Basis {
  const p = columns.length;
  const n = columns[0]?.length ?? 0;
  if (p === 0 || p > n) throw new RangeError(`${p} functions cannot be fitted to ${n} points`);
  const done: Float64Array[] = [];
  for (const [k, column] of columns.entries()) {
    if (column.length !== n)
      throw new RangeError(`function ${k} has ${column.length} values, function 0 has ${n}`);
    const q = column.slice();
    const before = Math.sqrt(dot(q, q));
    // Twice is enough: the first pass leaves components of rounding size.
    for (let pass = 0; pass < 2; pass++) for (const other of done) subtract(q, other, dot(q, other));
    const length = Math.sqrt(dot(q, q));
    if (!(length > DEPENDENT * before))
      throw new RangeError(`function ${k} is a combination of those before it, or 0`);
    done.push(q.map((x) => x / length));
  }
  return { n, p, columns: done };
}

/** The combination of the basis nearest to y; length n. */
export function project({ columns }: Basis, y: Float64Array): Float64Array {
  const fit = new Float64Array(y.length);
  for (const q of columns) subtract(fit, q, -dot(q, y));
  return fit;
}

/**
 * Standard deviation of each residual y - fit when y has independent noise of standard deviation sigma_k at point
 * k: residuals are (1 - H) y with the projector H, so the square of it is the sum over j of (1 - H)_kj^2 sigma_j^2.
 */
export function residualDeviation({ n, columns }: Basis, sigma: Float64Array): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      let h = k === j ? 1 : 0;
      for (const q of columns) h -= q[k]! * q[j]!;
      sum += h * h * sigma[j]! * sigma[j]!;
    }
    return Math.sqrt(sum);
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function subtract(from: Float64Array, column: Float64Array, times: number): void {
  for (let k = 0; k < from.length; k++) from[k]! -= times * column[k]!;
}
