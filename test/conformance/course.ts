/** One course of pictures through one layer on one kernel: what kernels are held against each other by. */
import { devices } from "../../src/core/device/index.js";
import { encoders } from "../../src/core/encoder/index.js";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import type { GainSchedule } from "../../src/crossbar/gain.js";
import type { Slicing } from "../../src/crossbar/slicing.js";
import { createEngine, type KernelChoice } from "../../src/engine/create.js";
import { LayerEngine } from "../../src/engine/wasm/layer-engine.js";
import { buildNetwork } from "../../src/network/build.js";

const preset = devices["eis-ysz14"];
export const device = preset.create(defaults(preset.params));
export const tilted = preset.create({ ...defaults(preset.params), vOc: -0.2 });
export const { pre, post } = forms["box-over-ramp"];
const TICK = 0.5e-3;

export interface Case {
  readonly nPre: number;
  readonly nPost: number;
  readonly images: number;
  readonly synapse?: Partial<EisSpec>;
  readonly neuron?: Readonly<Record<string, number>>;
  readonly rule?: "all-to-all" | "lateral";
  /** Sum of all rates, Hz. */
  readonly rate?: number;
  readonly ticks?: number;
  readonly rest?: number;
  readonly reset?: boolean;
  readonly schedule?: GainSchedule;
  /** Presentations differ in length, and the host changes thresholds and state between them, as learning does. */
  readonly uneven?: boolean;
  /** Every presentation is finished twice. */
  readonly twice?: boolean;
  /** Tiles of the wasm kernel that are taken at once; as it likes where not told. */
  readonly tiles?: 1 | 2;
  /** Input spikes after which its chunks end; as it likes where not told. */
  readonly chunkSpikes?: number;
  /** Pieces of post events that its threads prepare at every end of a chunk; what they wait for where not told. */
  readonly prepared?: number;
  /** Threads of the wasm kernel; how many there are at a picture, where it changes. */
  readonly threads?: number;
  readonly threadsAt?: (image: number) => number;
}

/** A source, devices, neurons of which one at most wins a step, and their inhibition. */
export function layerOf(c: Pick<Case, "nPre" | "nPost" | "synapse" | "neuron" | "rule">, slicing?: Slicing) {
  const { nPre, nPost } = c;
  const spec: EisSpec = {
    device,
    pre,
    post,
    alphaPre: 1,
    alphaPost: 1,
    form: "lumped",
    overlap: "restart",
    readGain: (0.4 * (784 / nPre)) / (device.gMax - device.gMin),
    init: { from: 0.003, to: 0.303 },
    d2d: 0,
    c2c: 0,
    independentPolarity: false,
    ...c.synapse,
  };
  const model = neurons["lif-cond"];
  return buildNetwork(
    {
      tick: TICK,
      populations: [
        { name: "in", size: nPre },
        {
          name: "out",
          size: nPost,
          neuron: { model, values: { ...defaults(model.params), ...c.neuron }, winner: "one-per-step" },
        },
      ],
      projections: [
        {
          name: "forward",
          from: "in",
          to: "out",
          rule: "all-to-all",
          receptor: "excitatory",
          delay: 0,
          synapse: eisSynapse(spec),
        },
        {
          name: "inhibition",
          from: "out",
          to: "out",
          rule: c.rule ?? "all-to-all",
          receptor: "inhibitory",
          delay: TICK,
          weight: 20,
        },
      ],
    },
    Random.of("network"),
    slicing,
  );
}

/** Everything a run of pictures leaves: every output spike, and conductances, thresholds and ledger at the end. */
export function course(kernel: KernelChoice, c: Case, slicing?: Slicing) {
  const longest = c.ticks ?? 120;
  let ticks = longest;
  const { nPre, nPost, rest = 0, reset = true, rate = 10e3 } = c;
  const network = layerOf(c, slicing);
  const { engine, kernel: used } = createEngine(network, kernel, longest + rest, slicing, c.threads);
  if (c.tiles && engine instanceof LayerEngine) engine.takeTiles(c.tiles);
  if (c.chunkSpikes !== undefined && engine instanceof LayerEngine) engine.endChunksAfter(c.chunkSpikes);
  if (c.prepared !== undefined && engine instanceof LayerEngine) engine.prepareAlways(c.prepared);
  if (c.threads && engine instanceof LayerEngine && !engine.assembled(20_000))
    throw new Error("threads did not come");
  const { crossbar } = network.projections[0]!;
  const layer = network.populations[1]!.neurons!;
  layer.thetaPlus = 0.05e-3;
  const spikes: number[] = [];
  engine.onSpikes = (population, tick, { index, count }) => {
    if (population === 1) for (let s = 0; s < count; s++) spikes.push(tick, index[s]!);
  };
  const encoder = encoders["poisson-total"].create({ totalRate: rate });
  const probability = new Float64Array(nPre);
  const inputs: number[] = [];
  const shiftHost = (image: number): void => {
    layer.thetaPlus = 0.05e-3 * 0.99 ** image;
    for (let j = 0; j < nPost; j++) layer.theta![j]! += 1e-5 * ((image + j) % 3) - 1e-5;
    if (image % 10 === 9) for (let x = 0; x < crossbar!.state.length; x++) crossbar!.state[x]! *= 0.999;
  };
  for (let image = 0; image < c.images; image++) {
    if (c.uneven) {
      shiftHost(image);
      ticks = [120, 50, 7, 119][image % 4]!;
    }
    if (c.threadsAt) engine.useThreads!(c.threadsAt(image));
    // Every fifth picture is only looked at.
    crossbar!.learning = image % 5 !== 4;
    if (c.schedule) crossbar!.setGain(1 - (0.8 * image) / c.images, c.schedule);
    const random = Random.of("pictures").split(image);
    const values = Uint8Array.from({ length: nPre }, () => Math.max(0, random.below(512) - 256));
    const fresh = () => random.split("spikes");
    const request = { size: nPre, ticks, tick: TICK, values, boost: 1 + (image % 3), random: fresh() };
    encoder.probabilities!(request, probability);
    engine.clearCounts();
    // By either way, the same spikes.
    if (image % 2 === 0) inputs.push(engine.runPoisson(ticks, 0, probability, fresh()));
    else engine.run(ticks, new Map([[0, encoder.encode(request)]]));
    if (rest > 0) engine.run(rest, new Map());
    // A second part with input, where there is room for one.
    if (c.uneven && ticks === 50)
      inputs.push(
        engine.runPoisson(
          60,
          0,
          probability.map((x) => x / 2),
          random.split("more"),
        ),
      );
    if (c.uneven && ticks === 7) engine.run(9, new Map());
    inputs.push(...engine.spikesOf(0).subarray(0, 4), ...engine.spikesOf(1).subarray(0, 4));
    engine.finish(c.uneven ? image % 3 > 0 : reset);
    if (c.twice) engine.finish(reset);
  }
  engine.flush();
  engine.release?.();
  const state = Float32Array.from(
    { length: nPre * nPost },
    (_, x) => crossbar!.state[crossbar!.wiring.nth(x)]!,
  );
  return {
    used,
    inputs: Int32Array.from(inputs),
    spikes: Int32Array.from(spikes),
    state,
    theta: layer.theta!.slice(),
    disturb: { ...crossbar!.disturb! },
    check: crossbar!.check!()!,
    now: engine.now,
  };
}
