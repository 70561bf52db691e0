import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { Random } from "../../../src/core/random.js";
import {
  charged,
  chargedWindow,
  chargingEffect,
  chargingLoss,
  chargingLossSmallRc,
} from "../../../src/core/stdp/charging.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms, valueAt, type Waveform, waveform } from "../../../src/core/waveform/index.js";

const tau = 3e-9;
const resistance = 200e6;
const capacitance = (2 * tau) / resistance;
const box = waveform([
  [0, 8],
  [20e-9, 8],
]);
const ramp = waveform([
  [0, 0],
  [10e-9, 5],
  [30e-9, 0],
]);

/** Ramps and steps at random, tens of nanoseconds long. */
function randomGate(seed: string): Waveform {
  const random = Random.of("gates", seed);
  let t = 0;
  const knots: [number, number][] = [];
  for (let k = 0; k < 6; k++) {
    knots.push([t, 20 * random.uniform() - 10]);
    if (random.uniform() < 0.4) knots.push([t, 20 * random.uniform() - 10]);
    t += 20e-9 * random.uniform();
  }
  return waveform(knots);
}

/** The slow, independent version: du/dt and the loss by Runge-Kutta in steps of tau/400. */
function runge(gate: Waveform, end: number): { u: number; loss: number } {
  let u = 0;
  let loss = 0;
  for (const [from, to] of pieces(gate, end)) {
    const n = Math.max(1, Math.ceil((to - from) / (tau / 400)));
    const h = (to - from) / n;
    const left = valueAt(gate, from, "right");
    const right = valueAt(gate, to, "left");
    for (let k = 0; k < n; k++) {
      const v = (x: number) => left + ((right - left) * (k + x)) / n;
      const slope = (x: number, at: number) => (v(x) - at) / tau;
      const power = (x: number, at: number) => (v(x) - at) ** 2 / (0.5 * resistance);
      const a = slope(0, u);
      const b = slope(0.5, u + 0.5 * h * a);
      const c = slope(0.5, u + 0.5 * h * b);
      const d = slope(1, u + h * c);
      const next = u + (h * (a + 2 * b + 2 * c + d)) / 6;
      const middle = u + 0.5 * h * b;
      loss += (h * (power(0, u) + 4 * power(0.5, middle) + power(1, next))) / 6;
      u = next;
    }
  }
  return { u, loss };
}
function pieces(gate: Waveform, end: number): [number, number][] {
  const times = [...new Set([...gate.t].filter((t) => t < end))].concat(end);
  return times.slice(1).map((t, k) => [times[k]!, t]);
}

describe("the voltage behind the resistors", () => {
  test("a box charges as 1 - e^(-t/tau) and discharges as e^(-t/tau)", () => {
    const u = charged(box, tau);
    for (const t of [1e-9, 3e-9, 10e-9])
      expect(valueAt(u, t, "right")).toBeCloseTo(8 * (1 - Math.exp(-t / tau)), 3);
    const full = 8 * (1 - Math.exp(-20 / 3));
    for (const t of [1e-9, 6e-9])
      expect(valueAt(u, 20e-9 + t, "right")).toBeCloseTo(full * Math.exp(-t / tau), 3);
  });

  test("a slow ramp is followed at a distance of slope times tau", () => {
    const slow = waveform([
      [0, 0],
      [1e-6, 5],
    ]);
    const u = charged(slow, tau);
    expect(valueAt(u, 0.5e-6, "right")).toBeCloseTo(2.5 - 5e6 * tau, 12);
  });

  // Chords are off by 2e-5 of a step of up to 20 V.
  test.each(["a", "b", "c", "d"])(
    "random ramps and steps (%s) are followed as Runge and Kutta would",
    (seed) => {
      const gate = randomGate(seed);
      const u = charged(gate, tau);
      const end = gate.t[gate.t.length - 1]!;
      for (const share of [0.2, 0.37, 0.61, 0.83, 1.1])
        expect(Math.abs(valueAt(u, share * end, "right") - runge(gate, share * end).u)).toBeLessThan(5e-4);
    },
  );

  test("it starts at rest, ends at rest, and times ascend", () => {
    const u = charged(randomGate("e"), tau);
    expect(u.v[0]).toBe(0);
    expect(Math.abs(u.v[u.v.length - 1]!)).toBeLessThan(1e-15);
    for (let k = 1; k < u.t.length; k++) expect(u.t[k]!).toBeGreaterThanOrEqual(u.t[k - 1]!);
  });

  test("without capacitance it is the gate voltage itself; a negative tau is refused", () => {
    expect(charged(ramp, 0)).toBe(ramp);
    expect(() => charged(ramp, -1e-9)).toThrow("tau is -1e-9 s; it must be finite and not below 0");
  });
});

describe("energy lost by charging", () => {
  test("a long box takes C V^2: half while charging, half while discharging", () => {
    const long = waveform([
      [0, 8],
      [1e-6, 8],
    ]);
    expect(chargingLoss(long, resistance, capacitance) / (capacitance * 64)).toBeCloseTo(1, 12);
    expect(chargingLossSmallRc(long, resistance, capacitance) / (capacitance * 64)).toBeCloseTo(1, 12);
  });

  // The slow version's power at half a step is right to (1/400)^2 only.
  test.each(["a", "b", "c", "d"])("random ramps and steps (%s) lose what Runge and Kutta find", (seed) => {
    const gate = randomGate(seed);
    const end = gate.t[gate.t.length - 1]! + 30 * tau;
    expect(chargingLoss(gate, resistance, capacitance) / runge(gate, end).loss).toBeCloseTo(1, 5);
  });

  test("on slow ramps it is R/2 C^2 times the slope squared", () => {
    const slow = waveform([
      [0, 0],
      [10e-6, 5],
      [30e-6, 0],
    ]);
    const exact = chargingLoss(slow, resistance, capacitance);
    expect(exact / chargingLossSmallRc(slow, resistance, capacitance)).toBeCloseTo(1, 3);
    expect(exact / (0.5 * resistance * capacitance ** 2 * (25 / 10e-6 + 25 / 20e-6))).toBeCloseTo(1, 3);
  });
});

describe("the curve behind the resistors", () => {
  const { rate } = devices["eis-ysz7"].create({});
  const { pre, post } = forms["antisymmetric-100ns"];
  const deltaT = Float64Array.of(-40e-9, -16e-9, 0, 16e-9, 40e-9);

  test("a charging time of 0 leaves it, a short one nearly", () => {
    const curve = stdpWindow({ rate, pre, post, deltaT });
    expect(chargedWindow({ rate, pre, post, tau: 0, deltaT })).toEqual(curve);
    const short = chargedWindow({ rate, pre, post, tau: 1e-12, deltaT });
    expect(short[3]! / curve[3]!).toBeCloseTo(1, 2);
  });

  test("it stays antisymmetric and becomes smaller the longer charging takes", () => {
    const at = (t: number) => chargedWindow({ rate, pre, post, tau: t, deltaT });
    const long = at(2.5e-9);
    for (const k of [0, 1]) expect(long[k]! / -long[4 - k]!).toBeCloseTo(1, 9);
    expect(at(5e-9)[3]).toBeLessThan(long[3]!);
  });

  test("the effect names the original peak, what is left there, and the new peak", () => {
    const effect = chargingEffect({ rate, pre, post, tau: 0 }, 160e-9);
    expect([effect.shareThere, effect.shareOfPeak]).toEqual([1, expect.closeTo(1, 12)]);
    expect(effect.charged.deltaT / effect.original.deltaT).toBeCloseTo(1, 6);
  });
});
