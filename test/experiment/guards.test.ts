import { expect, test } from "vitest";
import { dense } from "../../src/core/connectivity/index.js";
import { devices } from "../../src/core/device/index.js";
import { encoders } from "../../src/core/encoder/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import type { CrossbarRequest, SynapseModel } from "../../src/crossbar/model.js";
import { farthestAmplitude } from "../../src/crossbar/nonideal/driver-amplitude.js";
import { ActivityWatch, checkState, extrapolations, NumericalError } from "../../src/experiment/guards.js";
import { frozenPass } from "../../src/experiment/kinds/classify/frozen.js";
import {
  ProtocolError,
  ProtocolGuard,
  sharedImages,
} from "../../src/experiment/kinds/classify/protocol-guard.js";
import type { PhysicsSpec } from "../../src/experiment/physics.js";
import { runExperiment } from "../../src/experiment/run.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { dataset, spec } from "./bars.js";

const ideal = traceStdp({
  nuPre: 0,
  nuPost: 0.02,
  tauPre: 20e-3,
  tauPost: 20e-3,
  tauPost2: 0,
  wMax: 1,
  init: { from: 0.003, to: 0.303 },
  readGain: 0.4,
});

const EIS = {
  device: devices["eis-ysz14"].create({}),
  pre: forms["box-over-ramp"].pre,
  post: forms["box-over-ramp"].post,
  alphaPre: 1,
  alphaPost: 1,
  form: "lumped",
  overlap: "restart",
  readGain: 1,
  init: { from: 0.3, to: 0.3 },
  d2d: 0,
  c2c: 0,
  independentPolarity: false,
} as const;

/** Ideal synapses of which one breaks at the end of the first presentation. */
const breaking: SynapseModel = {
  name: "breaking",
  create(request: CrossbarRequest) {
    const crossbar = ideal.create(request);
    crossbar.finish = () => {
      crossbar.state[crossbar.wiring.find(2, 5)] = Number.NaN;
    };
    return crossbar;
  },
};
const few = {
  train: { images: 60, epochs: 1 },
  label: { images: 20 },
  test: { split: "test" as const, images: 20 },
};

test("a conductance that is no number stops the run with the synapse, the time and the last events", async () => {
  const run = runExperiment(spec(few, 0, breaking));
  await expect(run).rejects.toThrow(NumericalError);
  await expect(run).rejects.toThrow(
    /synapse \(2, 5\) is NaN after image 60 \(.* s of simulated time\); accepted: 0 to 1\. Last events: /,
  );
});

test("so does one beyond what the device can have", () => {
  const crossbar = spec().network.projections[0]!.synapse!.create({
    wiring: dense(3, 2),
    tick: 0.5e-3,
    random: Random.of("x"),
  });
  const counts = Int32Array.of(0, 7);
  expect(() => checkState(crossbar, 1, 0.35, counts)).not.toThrow();
  crossbar.state[crossbar.wiring.find(1, 1)] = 4.2e-6;
  expect(() => checkState(crossbar, 1, 0.35, counts)).toThrow(
    /synapse \(1, 1\) is 0\.0000042\d* after image 1 \(350 ms of simulated time\); accepted: 50 nS to 4 µS\. Last events: neuron 1 7 times/,
  );
});

test("devices with bounds of their own are looked at by those", () => {
  const eis = eisSynapse({ ...EIS, nonIdeal: { range: { gMin: 0.3, gMax: 0.3 } } });
  const crossbar = eis.create({ wiring: dense(3, 2), tick: 0.5e-3, random: Random.of("x") });
  const counts = new Int32Array(2);
  const { low, high } = crossbar.bounds!.own!;
  const at = crossbar.wiring.find(1, 1);
  crossbar.state[at] = high[at]!;
  expect(() => checkState(crossbar, 1, 0.35, counts)).not.toThrow();
  crossbar.state[at] = high[at]! + 1e-4 * (high[at]! - low[at]!);
  expect(() => checkState(crossbar, 1, 0.35, counts)).toThrow(/synapse \(1, 1\) is/);
  crossbar.state[at] = low[at]! - 1e-4 * (high[at]! - low[at]!);
  expect(() => checkState(crossbar, 1, 0.35, counts)).toThrow(/synapse \(1, 1\) is/);
});

test("a silent network is reported after 200 images, with advice, once", async () => {
  const said: string[] = [];
  const quiet = spec({
    ...few,
    train: { images: 200, epochs: 2 },
    encoder: encoders["poisson-total"].create({ totalRate: 1 }),
    presentation: { ...spec().presentation, retryMax: 0 },
    homeostasis: { ...spec().homeostasis, servoGain: 0, thetaPlus: 0 },
    kernel: "wasm",
  });
  await runExperiment(quiet, { notice: (text) => said.push(text) });
  const silent = said.filter((text) => text.includes("of the last 200 images"));
  expect(silent).toHaveLength(1);
  expect(silent[0]).toMatch(
    /no neuron answered \d+ of the last 200 images \(up to image 200\).*Raise the encoder's rate/,
  );
  // What follows from it is said at the end.
  expect(said).toContainEqual(expect.stringMatching(/^9 of 9 neurons .* have not learned/));
});

test("a network that fires as one is reported, one that competes is not", () => {
  const said: string[] = [];
  const watch = new ActivityWatch((text) => said.push(text));
  const winner = new Int32Array(20);
  winner[3] = 12;
  for (let k = 0; k < 400; k++) watch.see(winner, k + 1);
  expect(said).toEqual([]);
  for (let k = 0; k < 400; k++) watch.see(new Int32Array(20).fill(2), k + 401);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/nearly all neurons answered 200 of the last 200 images.*Raise the inhibition/);
});

test("test images that are training images are refused", async () => {
  const cheating = { ...dataset, test: { ...dataset.train, count: 100 } };
  const s = spec({ ...few, dataset: cheating });
  await expect(runExperiment(s)).rejects.toThrow(ProtocolError);
  await expect(runExperiment(s)).rejects.toThrow(
    'dataset "bars": 20 of 20 test images are also training images',
  );
  expect(sharedImages(dataset.train, 400, frozenPass(spec(few), "test"))).toBe(0);
});

test("a frozen pass in which something learns, or with other settings than the one before, is refused", () => {
  const s = spec(few);
  const crossbar = ideal.create({ wiring: dense(2, 2), tick: 1e-3, random: Random.of("x") });
  expect(() => new ProtocolGuard(s).begin("test", crossbar, 0)).toThrow(
    "test: synapses learn in a frozen pass",
  );
  crossbar.learning = false;
  expect(() => new ProtocolGuard(s).begin("label", crossbar, 1e-3)).toThrow("label: thresholds adapt");
  const presentation = { ...s.presentation };
  const guard = new ProtocolGuard({ ...s, presentation });
  guard.begin("label", crossbar, 0);
  presentation.duration *= 2;
  expect(() => guard.begin("test", crossbar, 0)).toThrow(
    "encoder or presentation are not those of the pass before",
  );
  expect(() => guard.end("a", "b")).toThrow("changed by labelling or testing");
});

test("voltages beyond a table's nodes are said; those of the forms are within", () => {
  const told = (physics: PhysicsSpec) => extrapolations({ physics })[0];
  const preset = devices["eis-ysz14"];
  const device = preset.create(defaults(preset.params));
  for (const { pre, post } of Object.values(forms))
    expect(told({ device, pre, post, alphaPre: 1, alphaPost: 1 })).toBeUndefined();
  const { pre, post } = forms.antisymmetric;
  expect(told({ device, pre, post, alphaPre: 3, alphaPost: 3 })).toMatch(
    /^gate voltages of .* V to .* V exceed the range of the given rates \(-?\d.* V to \d.* V\): beyond it they are extrapolated$/,
  );
  // A negative alpha turns the pulse over: what was at +10 V is at -10 V.
  const narrow = { ...device, rate: { ...device.rate, given: { from: -6, to: 11 } } };
  const twice = { device: narrow, pre, post: { ...post, v: Float64Array.of(10, 10) }, alphaPre: 0 };
  expect(told({ ...twice, alphaPost: 2 })).toBeUndefined();
  expect(told({ ...twice, alphaPost: -2 })).toMatch("gate voltages of -10 V to 0 V");
  const moving = { post: { kind: "schedule", at: [0, 1], value: [1, -2] } } as const;
  expect(told({ ...twice, alphaPost: 1, modulation: moving })).toMatch("-10 V to 5 V");
  // Drivers that vary reach further: four standard deviations of 5 % make 12 V of 10.
  const amplitudeReach = farthestAmplitude({ amplitude: 0.03, amplitudeSpread: 0.04 });
  expect(told({ ...twice, alphaPost: 2, amplitudeReach })).toMatch("gate voltages of 0 V to 12 V");
});

test("with several projections each is named whose gates leave the given rates", () => {
  const device = devices["eis-ysz14"].create({});
  const { pre, post } = forms.antisymmetric;
  const within = { device, pre, post, alphaPre: 1, alphaPost: 1 };
  const beyond = { ...within, alphaPost: 3 };
  expect(extrapolations({ physics: within, physicsOf: { a: within, b: beyond } })).toEqual([
    expect.stringMatching(/^b: gate voltages of .* exceed the range/),
  ]);
  expect(extrapolations({})).toEqual([]);
});

test("a run says what was checked", async () => {
  const { metrics } = await runExperiment(spec(few));
  expect(metrics.protocol).toEqual({ sharedTestImages: 0, frozen: true });
});
