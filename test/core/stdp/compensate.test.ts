import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { rates, tableRate } from "../../../src/core/rate/index.js";
import { compensate } from "../../../src/core/stdp/compensate.js";
import { curveFigures, peakGate } from "../../../src/core/stdp/curve-figures.js";
import { forms } from "../../../src/core/waveform/index.js";
import { golden } from "../../golden/eis-reference.js";

const table = golden.rateTables.ysz14nm;
const laws = {
  "the 14 nm table": devices["eis-ysz14"].create({}).rate,
  "the 7 nm table": devices["eis-ysz7"].create({}).rate,
  "hopping at 10 °C": rates["hopping-butler-volmer"].create({ temperature: 283.15 }, 0),
  "hopping at 50 °C": rates["hopping-butler-volmer"].create({ temperature: 323.15 }, 0),
  "hopping through 10 nm": rates["hopping-butler-volmer"].create({ thickness: 10e-9 }, 0),
  "one sinh": rates.sinh.create({}, 0),
  "a table that extracts half as fast, vOc -0.1 V": tableRate({
    voltage: table.V_nodes_V,
    positive: table.r_pos_nS_per_s.map((r) => r * 1e-9),
    negative: table.r_neg_magnitude_nS_per_s.map((r) => r * 0.5e-9),
    vOc: -0.1,
  }),
};
const paper = ["antisymmetric", "ltp-only", "symmetric", "antisymmetric-deadzone"] as const;

describe.each(Object.entries(laws))("with %s", (_, rate) => {
  test.each(paper)(
    "%s: a lone spike leaves under 2 % of the peak, under 0.1 % where a root exists",
    (name) => {
      const { span = 0 } = forms[name];
      const solved = compensate({ rate, ...forms[name] });
      const pair = { pre: solved.pre.waveform, post: solved.post.waveform };
      const f = curveFigures({ rate, ...pair }, span);
      const peak = Math.max(Math.abs(f.largest.change), Math.abs(f.smallest.change));
      for (const [side, net] of [
        [solved.pre, f.lonePre.net],
        [solved.post, f.lonePost.net],
      ] as const)
        expect(Math.abs(net) / peak).toBeLessThan(side.root ? 1e-3 : 0.02);
      expect(f.peakGate / peakGate(forms[name].pre, forms[name].post, 1, 1)).toBeCloseTo(1, 9);
    },
  );
});

test("for the device they were made for, the published amplitudes are the solution, to the millivolt", () => {
  const solved = compensate({ rate: laws["the 14 nm table"], ...forms.antisymmetric });
  for (const [k, v] of forms.antisymmetric.pre.v.entries())
    expect(Math.abs(solved.pre.waveform.v[k]! - v)).toBeLessThan(1e-3);
});

test("another temperature, thickness or table has another solution", () => {
  const tails = Object.values(laws).map((rate) => compensate({ rate, ...forms.antisymmetric }).pre.tail);
  for (const [k, tail] of tails.entries())
    for (const other of tails.slice(k + 1)) expect(Math.abs(tail - other)).toBeGreaterThan(1e-3);
});

test("a spike of one sign has no root: it is scaled, and what it leaves is said", () => {
  const { post } = compensate({ rate: laws["the 14 nm table"], ...forms["ltp-only"] });
  expect(post.root).toBe(false);
  expect(post.net / 0.0475356e-9).toBeCloseTo(1, 3);
});

test("another peak at the gate is met, and one out of reach refused", () => {
  const rate = laws["the 14 nm table"];
  const { pre, post } = compensate({ rate, ...forms.antisymmetric, gatePeak: 8 });
  expect(peakGate(pre.waveform, post.waveform, 1, 1)).toBeCloseTo(8, 9);
  expect(Math.abs(pre.net)).toBeLessThan(1e-9 * pre.gross);
  expect(() => compensate({ rate, ...forms.antisymmetric, gatePeak: 1000 })).toThrow(RangeError);
});

test("inverted at the gate (alpha -1) it is compensated too", () => {
  const solved = compensate({ rate: laws["the 7 nm table"], ...forms.antisymmetric, alphaPost: -1 });
  expect(solved.post.root).toBe(true);
  expect(Math.abs(solved.post.net)).toBeLessThan(1e-9 * solved.post.gross);
});
