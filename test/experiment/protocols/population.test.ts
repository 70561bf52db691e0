import { expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { Random } from "../../../src/core/random.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { forms } from "../../../src/core/waveform/index.js";
import { DevicePopulation, type Spread } from "../../../src/experiment/protocols/population.js";
import { deviation, mean } from "../../../src/metrics/distribution.js";
import { openTensors } from "../../tensor-backend.js";

const backend = await openTensors();
const device = devices["eis-ysz14"].create({});
const { pre, post } = forms.antisymmetric;
const gates = [-24e-3, -8e-3, 8e-3, 24e-3].map((dt) => gateVoltage(pre, 0, post, dt, 1, 1));
const population = (count: number, spread: Partial<Spread>, tau: number) =>
  new DevicePopulation(
    device,
    gates,
    count,
    { d2d: 0, c2c: 0, independentPolarity: false, vOc: 0, ...spread },
    { backend, tau },
    Random.of("devices"),
    Random.of("events"),
  );

const spreads: [name: string, spread: Partial<Spread>][] = [
  ["of rates", { d2d: 0.06 }],
  ["of both polarities apart, and of events", { d2d: 0.2, c2c: 0.1, independentPolarity: true }],
  ["of each polarity, with a number of its own", { d2d: { ltp: 0.1, ltd: 0.3 } }],
  ["of V_oc", { vOc: 0.05 }],
  ["of everything", { d2d: 0.2, c2c: 0.1, independentPolarity: true, vOc: 0.05 }],
];

test.each(spreads)("a spread %s: slices approach exact integration with the square of tau", (_, spread) => {
  const n = 12;
  const errors = [1e-3, 0.5e-3].map((tau) => {
    const devices = population(n, spread, tau);
    const { change, events } = devices.change(new Float32Array(n).fill(device.g0), 0, n);
    let squares = 0;
    for (const [x, moved] of change.entries()) {
      const [r, c] = [Math.floor(x / n), x % n];
      squares += (moved - devices.exact(device.g0, r, c, events[x]!)) ** 2;
    }
    devices.dispose();
    return Math.sqrt(squares / change.length);
  });
  // Of changes of some 30 nS.
  expect(errors[1]!).toBeLessThan(0.3e-9);
  const order = Math.log2(errors[0]! / errors[1]!);
  expect(order).toBeGreaterThan(1.8);
  expect(order).toBeLessThan(2.2);
});

test("a device and its events are the same in any batch", () => {
  const all = population(10, { d2d: 0.2, c2c: 0.1 }, 1e-3);
  const parts = population(10, { d2d: 0.2, c2c: 0.1 }, 1e-3);
  const g = new Float32Array(10).fill(device.g0);
  const whole = all.change(g, 0, 10);
  const [first, second] = [parts.change(g.subarray(0, 4), 0, 4), parts.change(g.subarray(4), 4, 10)];
  for (let r = 0; r < gates.length; r++)
    for (let c = 0; c < 10; c++) {
      const cut = c < 4 ? first.change[r * 4 + c]! : second.change[r * 6 + c - 4]!;
      // Vectors of another length end in another scalar rest: the last digits may differ.
      expect(Math.abs(whole.change[r * 10 + c]! - cut)).toBeLessThan(1e-6 * Math.abs(cut));
    }
  all.dispose();
  parts.dispose();
});

test("rates spread as asked for: 6 % in, 6 % out, before bounds have a say", () => {
  const devices = population(20_000, { d2d: 0.06 }, 1e-3);
  // The standard error of a relative spread of 20,000 values is half a percent of it.
  expect(Math.abs(deviation(devices.up) / mean(devices.up) - 0.06)).toBeLessThan(0.0015);
  devices.dispose();
});
