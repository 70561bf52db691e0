/**
 * Least squares of functions that are not linear, within bounds: Levenberg-Marquardt on the parameters that are free
 * to move. One at a bound whose descent leads out of it stays there for the step; steps are cut at the bounds.
 *
 * @see Marquardt, J. Soc. Indust. Appl. Math. 11, 431 (1963); damping after Nielsen, IMM-REP-1999-05 (1999)
 */

/** What is to be made small: half the sum of squares of `rows` residuals, as a function of n parameters. */
export interface Residuals {
  readonly rows: number;
  /** Bounds of each parameter; length n. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /**
   * @param x  parameters, length n
   * @param r  residuals, overwritten; length `rows`
   * @param jacobian  dr_i/dx_k at [i * n + k], overwritten; not wanted where left out
   */
  evaluate(x: Float64Array, r: Float64Array, jacobian?: Float64Array): void;
}

export interface LeastSquares {
  readonly x: Float64Array;
  /** Half the sum of squares there. */
  readonly cost: number;
  readonly rounds: number;
}

/** Damping to begin with, relative to the diagonal of the normal equations. */
const FIRST_DAMPING = 1e-3;
/** Steps that gain less than this part of the cost, so many times in a row, end the search. */
const LEAST_GAIN = 1e-4;
const PATIENCE = 6;
/** Above this damping no step of any size helps. */
const MOST_DAMPING = 1e12;

/**
 * @param start  n parameters; those outside their bounds are put on them
 * @param most  rounds (Jacobians) at most
 */
export function leastSquares(problem: Residuals, start: Float64Array, most: number): LeastSquares {
  const { rows, low, high } = problem;
  const n = start.length;
  const within = (k: number, value: number) => Math.min(high[k]!, Math.max(low[k]!, value));
  const x = start.map((value, k) => within(k, value));
  const r = new Float64Array(rows);
  const jacobian = new Float64Array(rows * n);
  const tried = new Float64Array(n);
  const rTried = new Float64Array(rows);
  const normal = new Float64Array(n * n);
  const gradient = new Float64Array(n);
  problem.evaluate(x, r, jacobian);
  let cost = halfSquare(r);
  let damping = FIRST_DAMPING;
  let growth = 2;
  let idle = 0;
  let round = 0;
  for (; round < most && idle < PATIENCE && cost > 0; round++) {
    normalEquations(jacobian, r, normal, gradient);
    const free: number[] = [];
    for (let k = 0; k < n; k++)
      if (!(x[k]! <= low[k]! && gradient[k]! > 0) && !(x[k]! >= high[k]! && gradient[k]! < 0)) free.push(k);
    let taken = false;
    while (!taken && damping < MOST_DAMPING) {
      const step = damped(normal, gradient, free, damping, n);
      tried.set(x);
      if (step) for (const [j, k] of free.entries()) tried[k] = within(k, x[k]! + step[j]!);
      problem.evaluate(tried, rTried);
      const lower = halfSquare(rTried);
      if (step && lower < cost) {
        idle = cost - lower < LEAST_GAIN * cost ? idle + 1 : 0;
        // Nielsen: less damping the better the quadratic model foretold the gain.
        const quality = 2 * ((cost - lower) / foretold(normal, gradient, x, tried)) - 1;
        damping = Math.max(1e-15, damping * Math.max(1 / 3, 1 - quality * quality * quality));
        growth = 2;
        x.set(tried);
        taken = true;
      } else {
        damping *= growth;
        growth *= 2;
      }
    }
    if (!taken) break;
    problem.evaluate(x, r, jacobian);
    cost = halfSquare(r);
  }
  return { x, cost, rounds: round };
}

function halfSquare(r: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += r[i]! * r[i]!;
  return Number.isFinite(sum) ? 0.5 * sum : Number.POSITIVE_INFINITY;
}

/** J^T J (whole, symmetric) and J^T r. */
function normalEquations(
  jacobian: Float64Array,
  r: Float64Array,
  normal: Float64Array,
  gradient: Float64Array,
): void {
  const n = gradient.length;
  normal.fill(0);
  gradient.fill(0);
  for (let i = 0; i < r.length; i++) {
    const row = i * n;
    for (let k = 0; k < n; k++) {
      const a = jacobian[row + k]!;
      if (a === 0) continue;
      gradient[k]! += a * r[i]!;
      for (let j = 0; j <= k; j++) normal[k * n + j]! += a * jacobian[row + j]!;
    }
  }
  for (let k = 0; k < n; k++) for (let j = 0; j < k; j++) normal[j * n + k] = normal[k * n + j]!;
}

/** The gain that the quadratic model foretells for the step from x to `to`. */
function foretold(normal: Float64Array, gradient: Float64Array, x: Float64Array, to: Float64Array): number {
  const n = x.length;
  let gain = 0;
  for (let k = 0; k < n; k++) {
    const step = to[k]! - x[k]!;
    if (step === 0) continue;
    let curved = 0;
    for (let j = 0; j < n; j++) curved += normal[k * n + j]! * (to[j]! - x[j]!);
    gain -= step * (gradient[k]! + 0.5 * curved);
  }
  return gain > 0 ? gain : Number.POSITIVE_INFINITY;
}

/** The damped step of the free parameters, by Cholesky; undefined where rounding has left no positive matrix. */
function damped(
  normal: Float64Array,
  gradient: Float64Array,
  free: readonly number[],
  damping: number,
  n: number,
): Float64Array | undefined {
  const m = free.length;
  if (m === 0) return undefined;
  let largest = 0;
  for (const k of free) largest = Math.max(largest, normal[k * n + k]!);
  const lower = new Float64Array(m * m);
  const step = new Float64Array(m);
  for (let a = 0; a < m; a++) {
    const row = free[a]! * n;
    for (let b = 0; b <= a; b++) {
      let sum = normal[row + free[b]!]!;
      // A parameter without any effect yet still gets a matrix that can be solved.
      if (a === b) sum += damping * (sum + 1e-12 * largest);
      for (let c = 0; c < b; c++) sum -= lower[a * m + c]! * lower[b * m + c]!;
      if (a !== b) lower[a * m + b] = sum / lower[b * m + b]!;
      else if (sum > 0) lower[a * m + a] = Math.sqrt(sum);
      else return undefined;
    }
    let sum = -gradient[free[a]!]!;
    for (let c = 0; c < a; c++) sum -= lower[a * m + c]! * step[c]!;
    step[a] = sum / lower[a * m + a]!;
  }
  for (let a = m - 1; a >= 0; a--) {
    let sum = step[a]!;
    for (let c = a + 1; c < m; c++) sum -= lower[c * m + a]! * step[c]!;
    step[a] = sum / lower[a * m + a]!;
  }
  return step;
}
