import { describe, expect, test } from "vitest";
import { dense } from "../../../src/core/connectivity/index.js";
import { devices } from "../../../src/core/device/index.js";
import { Random } from "../../../src/core/random.js";
import { forms } from "../../../src/core/waveform/index.js";
import { eisSynapse } from "../../../src/crossbar/eis.js";
import { drawGains } from "../../../src/crossbar/gains.js";
import { type NonIdeal, nonIdealities } from "../../../src/crossbar/nonideal/index.js";
import { sensitivity } from "../../../src/crossbar/nonideal/open-circuit.js";
import { writeGains } from "../../../src/crossbar/nonideal/write.js";

const device = devices["eis-ysz14"].create({});
const { pre, post } = forms["box-over-ramp"];
const pair = { rate: device.rate, pre, post, alphaPre: 1, alphaPost: 1, tick: 0.5e-3 };
const nPre = 50;
const nPost = 16;
const layout = { wiring: dense(nPre, nPost), gMin: device.gMin, gMax: device.gMax };
const fresh = () => new Float32Array(layout.wiring.size).fill(1000e-9);
const write = (nonIdeal: NonIdeal, state = fresh(), gains?: ReturnType<typeof drawGains>) =>
  writeGains(gains, state, nonIdeal, layout, pair, Random.of("w"));
const mean = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0) / x.length;

test("without effects the gains are those that came, and none where none came", () => {
  const gains = drawGains(layout.wiring, 0.1, true, Random.of("d2d"));
  expect(write({ stuck: { on: 0, off: 0 }, asymmetry: { ratio: 1 } }, fresh(), gains)).toBe(gains);
  expect(write({})).toBeUndefined();
});

test("asymmetry divides itself evenly between potentiation and depression", () => {
  const { up, down } = write({ asymmetry: { ratio: 4 } })!;
  expect([up[0], down[0]]).toEqual([2, 0.5]);
});

test("stuck devices are at a bound, in their shares, and have no gain", () => {
  const state = fresh();
  const { up, down } = write({ stuck: { on: 0.1, off: 0.2 } }, state)!;
  const at = (g: number) => state.filter((x) => Math.abs(x - g) < 1e-12).length / state.length;
  expect(at(device.gMax)).toBeCloseTo(0.1, 1);
  expect(at(device.gMin)).toBeCloseTo(0.2, 1);
  for (const [k, g] of state.entries())
    if (Math.abs(g - 1000e-9) > 1e-12) expect([up[k], down[k]]).toEqual([0, 0]);
});

test("either of the two shares of stuck devices is enough", () => {
  const [on, off] = [fresh(), fresh()];
  write({ stuck: { on: 0.2, off: 0 } }, on);
  write({ stuck: { on: 0, off: 0.2 } }, off);
  expect(Math.max(...on)).toBeCloseTo(device.gMax, 12);
  expect(Math.min(...off)).toBeCloseTo(device.gMin, 12);
});

test("an effect of the user's own draws by its name, and not what one of ours draws", () => {
  const ours = write({ openCircuit: { sigma: 0.05 } })!;
  const own = (name: string) =>
    write({ own: [{ name, effect: nonIdealities.openCircuit, values: { sigma: 0.05 } }] })!;
  expect(own("mine").up).not.toEqual(ours.up);
  expect(own("open-circuit").up).not.toEqual(ours.up);
  expect(own("mine").up).not.toEqual(own("other").up);
  expect(own("mine").up).toEqual(own("mine").up);
});

test("stuck devices are the same whatever the other effects", () => {
  const [alone, together] = [fresh(), fresh()];
  write({ stuck: { on: 0.1, off: 0.1 } }, alone);
  write({ stuck: { on: 0.1, off: 0.1 }, openCircuit: { sigma: 0.01 } }, together);
  expect(together).toEqual(alone);
});

test("a higher V_oc weakens potentiation and strengthens depression, by 1.4 per volt at the table's slope", () => {
  const { up, down } = sensitivity(pair, 0.01);
  // ln r rises by ln 2 every 0.5 V of the 14 nm table above 2 V.
  expect(up).toBeCloseTo(1.405, 1);
  expect(down).toBeGreaterThan(1);
  const drawn = write({ openCircuit: { sigma: 0.05 } })!;
  const product = drawn.up.map((x, k) => Math.log(x) / up + Math.log(drawn.down[k]!) / down);
  for (const p of product) expect(p).toBeCloseTo(0, 5);
  expect(mean(drawn.up)).toBeCloseTo(1, 1);
});

const spec = {
  device,
  pre,
  post,
  alphaPre: 1,
  alphaPost: 1,
  form: "lumped" as const,
  overlap: "restart" as const,
  readGain: 1,
  init: { from: 0.3, to: 0.3 },
  d2d: 0,
  c2c: 0,
  independentPolarity: false,
};
const crossbar = (more: object) =>
  eisSynapse({ ...spec, ...more }).create({ wiring: dense(2, 1), tick: 0.5e-3, random: Random.of("c") });

test("retention: after one time constant 1/e of G - gMin is left", () => {
  const c = crossbar({ nonIdeal: { retention: { tau: 2, hold: 0 } } });
  const before = c.state[0]! - device.gMin;
  c.age!(2);
  expect((c.state[0]! - device.gMin) / before).toBeCloseTo(Math.exp(-1), 5);
});

test("lonePre off: a pre spike alone moves nothing, a pair moves what it always does", () => {
  const run = (lonePre: "on" | "off", withPost: boolean) => {
    const c = crossbar({ lonePre });
    const before = c.state[0]!;
    for (let t = 0; t < 4000; t += 100) c.pre(0, t);
    if (withPost) c.post(0, 4000);
    c.finish(4200);
    c.flush();
    return c.state[0]! - before;
  };
  expect(run("off", false)).toBe(0);
  expect(run("on", false)).toBeGreaterThan(0);
  expect(run("off", true) / (run("on", true) - run("on", false))).toBeCloseTo(1, 2);
});

describe("retention to a level, stretched", () => {
  const { gMin, gMax } = device;
  const half = gMin + 0.5 * (gMax - gMin);
  const of = (retention: object) => crossbar({ nonIdeal: { retention: { hold: 0, ...retention } } });

  test.each([0, 0.5, 1])("a conductance goes towards %f of the range", (level) => {
    const c = of({ tau: 2, level });
    const to = gMin + level * (gMax - gMin);
    const before = c.state[0]! - to;
    for (let k = 0; k < 20; k++) c.age!(0.1);
    expect((c.state[0]! - to) / before).toBeCloseTo(Math.exp(-1), 5);
  });

  test("what was there at the start follows the stretched exponential, in steps of any size", () => {
    for (const steps of [1, 7, 100]) {
      const c = of({ tau: 2, level: 0.5, stretch: 0.6 });
      const before = c.state[0]! - half;
      for (let k = 0; k < steps; k++) c.age!(3 / steps);
      // The sum of exponentials is within 1 % of what is lost in all.
      expect(Math.abs((c.state[0]! - half) / before - Math.exp(-(1.5 ** 0.6)))).toBeLessThan(0.01);
    }
  });

  test("each change relaxes from when it was made: what is fresh is lost faster than what is old", () => {
    const c = of({ tau: 2, stretch: 0.5 });
    c.overwrite!(() => gMin + 1e-6);
    c.age!(0);
    c.age!(20);
    const old = c.state[0]! - gMin;
    c.overwrite!((g) => g + 1e-6);
    c.age!(1);
    const phi = (t: number) => 1e-6 * Math.exp(-((t / 2) ** 0.5));
    const written = c.state[0]! - gMin;
    const start = of({ tau: 2, stretch: 0.5 }).state[0]! - gMin;
    // The first conductance was overwritten at once by one of 1 uS above gMin.
    expect(Math.abs(old - phi(20)) / 1e-6).toBeLessThan(0.01);
    expect(Math.abs(written - phi(21) - phi(1)) / 1e-6).toBeLessThan(0.015);
    expect(start).toBeGreaterThan(0);
  });

  test("a crossbar that is resumed from goes on as the one that was saved", () => {
    const [a, b] = [of({ tau: 2, stretch: 0.5 }), of({ tau: 2, stretch: 0.5 })];
    a.age!(1);
    a.overwrite!((g) => g + 1e-7);
    b.restore(a.save(), 0);
    a.age!(1);
    b.age!(1);
    expect([...b.state]).toEqual([...a.state]);
  });
});
