/** STDP curves of devices drawn from what a fit leaves open, and where 95 % of such devices lie. */
import type { RateLaw } from "../core/rate/model.js";
import { type CurveFigures, curveFigures } from "../core/stdp/curve-figures.js";
import { stdpWindow, type WindowRequest } from "../core/stdp/window.js";
import { meanCI95, studentT975 } from "../metrics/interval.js";

export type Ends = readonly [low: number, high: number];

export interface DrawnCurves {
  readonly count: number;
  /** At each delta_t, S. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly figures: Readonly<
    Record<"largest" | "smallest" | "lonePre" | "lonePost", Ends> & {
      largestDeltaT: Ends;
      smallestDeltaT: Ends;
    }
  >;
}

/**
 * @param rates  of two or more drawn devices; the voltages are the same for all
 * @param span  half width of the range of delta_t that is looked at for peaks, s
 */
export function drawnCurves(
  rates: readonly RateLaw[],
  request: Omit<WindowRequest, "rate">,
  span: number,
): DrawnCurves {
  const count = rates.length;
  const curves = rates.map((rate) => stdpWindow({ ...request, rate }));
  const figures = rates.map((rate) => curveFigures({ ...request, rate }, span));
  /** Where 95 % of further draws lie (Student's t): for few of them wider than where 95 % of these do. */
  const ends = (values: readonly number[]): Ends => {
    const { mean, deviation } = meanCI95(values);
    const half = studentT975(count - 1) * deviation! * Math.sqrt(1 + 1 / count);
    return [mean - half, mean + half];
  };
  const of = (pick: (f: CurveFigures) => number) => ends(figures.map(pick));
  const bands = Array.from(request.deltaT, (_, k) => ends(curves.map((curve) => curve[k]!)));
  return {
    count,
    low: Float64Array.from(bands, ([low]) => low),
    high: Float64Array.from(bands, ([, high]) => high),
    figures: {
      largest: of((f) => f.largest.change),
      smallest: of((f) => f.smallest.change),
      largestDeltaT: of((f) => f.largest.deltaT),
      smallestDeltaT: of((f) => f.smallest.deltaT),
      lonePre: of((f) => f.lonePre.net),
      lonePost: of((f) => f.lonePost.net),
    },
  };
}
