import { describe, expect, test } from "vitest";
import { coarseGrid } from "../../../src/core/design/grid.js";
import { misfit } from "../../../src/core/design/misfit.js";
import { pairChange, pairGradientOf } from "../../../src/core/design/pair-gradient.js";
import { shapes, shapeTarget } from "../../../src/core/design/shapes.js";
import { start } from "../../../src/core/design/starts.js";
import { pack, pairOf, unpack } from "../../../src/core/design/unknowns.js";
import { devices } from "../../../src/core/device/index.js";
import { Random } from "../../../src/core/random.js";
import { rates } from "../../../src/core/rate/index.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { waveform } from "../../../src/core/waveform/index.js";

const table = devices["eis-ysz14"].create({}).rate;
const laws = {
  table,
  hopping: rates["hopping-butler-volmer"].create({}, -0.1),
  sinh: rates.sinh.create({}, 0),
};
const pre = waveform([
  [0, 0],
  [3e-3, 5.1],
  [3.3e-3, -4.2],
  [21e-3, -4.2],
  [30e-3, 0],
]);
const post = waveform([
  [-12e-3, 0],
  [-4e-3, 6.3],
  [1e-3, 6.301],
  [5e-3, -7],
  [40e-3, 0],
]);

describe.each(Object.entries(laws))("with rates by %s", (_, rate) => {
  test("the change by a pair is that of the STDP curve", () => {
    const deltaT = Float64Array.of(-50e-3, -20e-3, -1e-3, 0, 3e-3, 17e-3, 42e-3);
    const exact = stdpWindow({ rate, pre, post, deltaT });
    const most = Math.max(...exact.map(Math.abs));
    // Small steps of voltage are integrated by three points, which a kink of a table is no smooth law for.
    for (const [k, dt] of deltaT.entries())
      expect(Math.abs(pairChange(rate, pre, post, dt) - exact[k]!) / most).toBeLessThan(1e-8);
  });

  test("its derivatives are those of differences, for every knot's voltage and time", () => {
    const gradient = pairGradientOf(5, 5);
    for (const dt of [-20e-3, -1.3e-3, 7e-3]) {
      pairChange(rate, pre, post, dt, gradient);
      for (const side of ["pre", "post"] as const)
        for (const what of ["v", "t"] as const)
          for (let k = 1; k < 4; k++) {
            const step = what === "v" ? 1e-5 : 1e-8;
            const at = (by: number) => {
              const moved = { pre: { ...pre }, post: { ...post } };
              moved[side] = {
                ...moved[side],
                [what]: moved[side][what].map((x, j) => (j === k ? x + by : x)),
              };
              return pairChange(rate, moved.pre, moved.post, dt);
            };
            const slope = (at(step) - at(-step)) / (2 * step);
            // Differences of this size are right to some 1e-6 of the largest derivative.
            expect(Math.abs(gradient[side][what][k]! - slope)).toBeLessThan(
              1e-4 * Math.max(...gradient[side][what].map(Math.abs)),
            );
          }
    }
  });
});

test.each([
  ["both sides are free", {}],
  ["V_post is V_pre upside down", { tied: -1 }],
  ["V_post is V_pre", { tied: 1 }],
] as const)(
  "where %s, residuals have the derivatives that differences give, lone spikes and limits included",
  (_, ties) => {
    const lone = { pre: 0, post: 0 };
    const values = { peak: 30e-9, tauPlus: 20e-3, tauMinus: 40e-3, ratio: 0.6 };
    const target = shapeTarget("exponential", shapes.exponential.make(values, "post-after-pre"), {
      centre: 0,
      lone,
    });
    const extent = { voltage: 12, knots: 6, shortest: 0.2e-3, longest: 0.1, ...ties };
    // A gate and gross changes that are exceeded, so that their rows count.
    const points = coarseGrid(target, extent.longest);
    const demands = {
      rate: table,
      target,
      extent,
      gate: 2,
      gross: 1e-3,
      grossPair: 1e-3,
      points,
      stress: { lone: 0.5, limit: 1 },
    };
    const problem = misfit(demands);
    const x = start({ ...demands, gate: 12 }, Random.of("1", "test"));
    const n = x.length;
    // Intervals a little longer: both waveforms are then beyond the longest, not on its very edge, where there is no slope.
    for (const at of "tied" in ties ? [4] : [4, 13]) for (let k = 0; k < 5; k++) x[at + k]! += 0.05;
    const rows = (at: Float64Array) => {
      const r = new Float64Array(problem.rows);
      problem.evaluate(at, r);
      return r;
    };
    const jacobian = new Float64Array(problem.rows * n);
    const r = new Float64Array(problem.rows);
    problem.evaluate(x, r, jacobian);
    expect(r).toEqual(rows(x));
    expect(r.slice(points.length).filter((excess) => excess !== 0).length).toBeGreaterThan(10);
    for (let k = 0; k < n; k++) {
      const step = 1e-6;
      const [up, down] = [1, -1].map((sign) => rows(x.map((v, j) => (j === k ? v + sign * step : v))));
      for (let i = 0; i < problem.rows; i++) {
        const slope = (up![i]! - down![i]!) / (2 * step);
        expect(Math.abs(jacobian[i * n + k]! - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
      }
    }
  },
);

test("waveforms packed as unknowns come back as they were, V_pre moved to 0", () => {
  const extent = { knots: 5, voltage: 12, shortest: 1e-4, longest: 0.1 };
  const pair = pairOf(extent);
  unpack(extent, pack(extent, { pre, post }), pair);
  for (const [k, v] of pre.v.entries()) expect(pair.pre.v[k]).toBeCloseTo(v, 12);
  for (const [k, t] of post.t.entries()) expect(pair.post.t[k]).toBeCloseTo(t, 12);
});
