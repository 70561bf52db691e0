/** What is exactly enough makes a spike, however it is put together; a little less does not. */
import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { neurons } from "../../../src/core/neuron/index.js";
import type { NeuronModel } from "../../../src/core/neuron/model.js";
import { defaults } from "../../../src/core/params.js";
import { Random } from "../../../src/core/random.js";
import { spikeTrain } from "../../../src/core/spikes.js";
import { forms } from "../../../src/core/waveform/index.js";
import { eisSynapse } from "../../../src/crossbar/eis.js";
import { Engine } from "../../../src/engine/engine.js";
import { traceStdp } from "../../../src/learning/trace-stdp.js";
import { buildNetwork } from "../../../src/network/build.js";
import type { ProjectionSpec } from "../../../src/network/spec.js";

const TICK = 1e-4;
/** Of networks: what is asked does not depend on it, and tables of devices grow with its inverse square. */
const COARSE_TICK = 1e-3;
const { lif } = neurons;

interface Potentials {
  readonly vRest: number;
  readonly vThreshold: number;
}

/** Spikes of one neuron where `count` sources spike at one tick. */
function spikes(
  { vRest, vThreshold }: Potentials,
  count: number,
  synapse: Pick<ProjectionSpec, "weight" | "synapse">,
  delays: Pick<ProjectionSpec, "delay" | "delayMax"> = { delay: 0 },
): number {
  const values = { ...defaults(lif.params), vRest, vThreshold, vReset: vRest };
  const network = buildNetwork(
    {
      tick: COARSE_TICK,
      populations: [
        { name: "a", size: count },
        { name: "b", size: 1, neuron: { model: lif, values, winner: "all" } },
      ],
      projections: [
        { name: "ab", from: "a", to: "b", rule: "all-to-all", receptor: "delta", ...delays, ...synapse },
      ],
    },
    Random.of("threshold"),
  );
  const engine = new Engine(network);
  for (const p of network.projections) if (p.crossbar) p.crossbar.learning = false;
  const all = Array.from({ length: count }, (_, i) => [0, i] as const);
  engine.run(10, new Map([[0, spikeTrain(all)]]));
  return engine.spikesOf(1)[0]!;
}

/** Whole millivolts as a config gives them: the nearest number to the decimal. */
const mV = (x: number) => Number(`${x}e-3`);
const rests = [-70, -65, -60.1, -90, -49.9, 0, 10].map((rest) => ({
  vRest: mV(rest),
  vThreshold: mV(Number((rest + 15).toFixed(1))),
}));
/** Each pair makes 15 mV. */
const sums = [
  [1, 15],
  [2, 7.5],
  [3, 5],
  [15, 1],
  [30, 0.5],
  [150, 0.1],
  [1500, 0.01],
] as const;

const preset = devices["eis-ysz14"];
const device = preset.create(defaults(preset.params));
const strengths: [string, (weight: number) => Pick<ProjectionSpec, "weight" | "synapse">][] = [
  ["fixed weights", (weight) => ({ weight })],
  [
    "ideal plastic weights",
    (weight) => ({
      synapse: traceStdp({
        nuPre: 0,
        nuPost: 0,
        tauPre: 20e-3,
        tauPost: 20e-3,
        tauPost2: 0,
        wMax: 1,
        init: { from: 0.3, to: 0.3 },
        readGain: weight / 0.3,
      }),
    }),
  ],
  ...(["ordered", "lumped"] as const).map(
    (form): [string, (weight: number) => Pick<ProjectionSpec, "weight" | "synapse">] => [
      `devices, ${form} form`,
      (weight) => ({
        synapse: eisSynapse({
          device,
          pre: forms["box-over-ramp"].pre,
          post: forms["box-over-ramp"].post,
          alphaPre: 1,
          alphaPost: 1,
          form,
          overlap: "restart",
          readGain: weight / (device.gMin + 0.3 * (device.gMax - device.gMin)),
          init: { from: 0.3, to: 0.3 },
          d2d: 0,
          c2c: 0,
          independentPolarity: false,
        }),
      }),
    ],
  ),
];

describe("lif: inputs that add up to the distance from rest to threshold reach it", () => {
  describe.each(strengths)("%s", (_, of) => {
    test.each(sums)("%d inputs of %d mV at once, from any rest", (count, weight) => {
      for (const potentials of rests) {
        const what = `${potentials.vRest} V`;
        expect(spikes(potentials, count, of(mV(weight))), what).toBe(1);
        // 40 times what counts as equal.
        expect(spikes(potentials, count, of(mV(weight) * (1 - 1e-5))), what).toBe(0);
      }
    });
  });

  test("also where they come by delays of their own", () => {
    const delays = { delay: 0, delayMax: COARSE_TICK };
    for (const [_, of] of strengths)
      for (const potentials of rests) {
        expect(spikes(potentials, 1, of(mV(15)), delays)).toBe(1);
        expect(spikes(potentials, 1, of(mV(15) * (1 - 1e-5)), delays)).toBe(0);
      }
  });

  test("at the end of the refractory time, and not a tick before", () => {
    const values = { ...defaults(lif.params), vReset: -70e-3 };
    const one = lif.create(1, values, TICK, "all");
    const buffer = { index: new Int32Array(1), count: 0 };
    const at = (tick: number) => {
      one.input[0]![0] = 15e-3;
      one.update(tick, buffer);
      return buffer.count;
    };
    expect([at(0), at(19), at(20), at(40)]).toEqual([1, 0, 1, 1]);
  });

  test("of two that reach it by different sums neither is further: the first spikes", () => {
    const two = lif.create(2, defaults(lif.params), TICK, "one-per-step");
    const buffer = { index: new Int32Array(2), count: 0 };
    two.input[0]![0] = 15e-3;
    for (let k = 0; k < 15; k++) two.input[0]![1]! += 1e-3;
    expect(two.input[0]![1]).toBeGreaterThan(two.input[0]![0]!);
    two.update(0, buffer);
    expect([buffer.count, buffer.index[0]]).toEqual([1, 0]);
  });
});

describe("lif-exp: a peak that just reaches the threshold", () => {
  const model = neurons["lif-exp"];
  const p = { ...defaults(model.params), tauE: 5e-3 };
  const peakTicks = Math.round(Math.log(p.tauM / p.tauE) / (1 / p.tauE - 1 / p.tauM) / TICK);
  // Depolarisation at t after a current of 1 V.
  const t = peakTicks * TICK;
  const response = (p.tauE / (p.tauE - p.tauM)) * (Math.exp(-t / p.tauE) - Math.exp(-t / p.tauM));
  const spikesOf = (weights: readonly number[]) => {
    const one = model.create(1, p, TICK, "all");
    const buffer = { index: new Int32Array(1), count: 0 };
    for (const w of weights) one.input[0]![0]! += w;
    one.update(0, buffer);
    return one.nextTick();
  };

  test("makes a spike at its tick, given at once or in parts; a little less makes none", () => {
    const weight = (p.vThreshold - p.vRest) / response;
    for (const parts of [1, 3, 15, 1500]) {
      const tick = spikesOf(Array<number>(parts).fill(weight / parts));
      expect(Math.abs(tick - peakTicks)).toBeLessThanOrEqual(1);
      expect(spikesOf(Array<number>(parts).fill((weight * (1 - 1e-5)) / parts))).toBe(
        Number.POSITIVE_INFINITY,
      );
    }
  });
});

describe("where neurons would rest, or be reset to, at their threshold they are refused", () => {
  test.each(["lif", "lif-exp"] as const)("%s", (name) => {
    const model: NeuronModel = neurons[name];
    const make = (change: object) => () =>
      model.create(1, { ...defaults(model.params), ...change }, TICK, "all");
    expect(make({ vRest: -55e-3 })).toThrow("must be below vThreshold (-0.055 V)");
    expect(make({ vReset: -55.000001e-3 })).toThrow("must be below vThreshold (-0.055 V)");
    expect(make({ vReset: -55.1e-3 })).not.toThrow();
  });

  test("lif-cond", () => {
    const model = neurons["lif-cond"];
    const make = (vRest: number) => () =>
      model.create(
        1,
        { ...defaults(model.params), vRest, vThreshold: -72e-3, thetaStart: 7e-3 },
        0.5e-3,
        "all",
      );
    expect(make(-65e-3)).toThrow("vRest (-0.065 V) must not be the threshold, vThreshold + thetaStart");
    expect(make(-65.1e-3)).not.toThrow();
  });
});
