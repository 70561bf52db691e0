/** Each kernel in wasm against its definition, on the arrays of the study's network. */
import { paddedStride } from "../src/core/connectivity/index.js";
import { SpikeCollector } from "../src/core/encoder/gap-sampling.js";
import { Random } from "../src/core/random.js";
import { changeColumn, changeRow } from "../src/crossbar/kernels/reference.js";
import type { FusedSynapses } from "../src/crossbar/model.js";
import { LayerEngine } from "../src/engine/wasm/layer-engine.js";
import { Presenter } from "../src/experiment/kinds/classify/presenter.js";
import { buildNetwork } from "../src/network/build.js";
import { type Timing, time } from "./measure.js";
import { taskOf } from "./task.js";

export interface KernelRow {
  readonly kernel: string;
  readonly neurons: number;
  readonly wasm: Timing;
  readonly reference: Timing;
}

/** Shares of a training image, s of CPU time. */
export interface Phases {
  readonly neurons: number;
  readonly encoding: number;
  readonly steps: number;
  readonly plasticity: number;
}

/** Different pictures that are shown. */
const PICTURES = 200;

async function setUp(neurons: number, kernel: "wasm" | "reference") {
  const task = await taskOf(neurons);
  // No picture twice in a row: what is timed is one showing.
  const spec = { ...task, kernel, presentation: { ...task.presentation, retryMax: 0 } };
  const network = buildNetwork(spec.network, Random.of(spec.seed, "network"));
  const presenter = new Presenter(spec, network);
  const { crossbar } = network.projections.find((p) => p.crossbar)!;
  // Some pictures of learning, so that neurons win as they do in a run.
  crossbar!.learning = true;
  const output = network.populations[presenter.output]!.neurons!;
  output.thetaPlus = spec.homeostasis.thetaPlus;
  let image = 0;
  const stream = Random.of("bench");
  /** The same pictures with the same spikes again and again, in either kernel. */
  const show = () => {
    const { spikes } = presenter.show(spec.dataset.train, image % PICTURES, stream.split(image % PICTURES));
    image++;
    if (!crossbar!.learning) return;
    const shift = spec.homeostasis.servoGain * (Math.min(spikes, 40) - spec.homeostasis.targetSpikes);
    for (let j = 0; j < output.n; j++) output.theta![j]! += shift;
  };
  for (let k = 0; k < PICTURES; k++) show();
  const { rows, cols, pixels } = spec.dataset.train;
  const request = {
    size: rows * cols,
    ticks: Math.round(spec.presentation.duration / network.tick),
    tick: network.tick,
    values: pixels.subarray(0, rows * cols),
    boost: 1,
    random: Random.of("picture"),
  };
  const probability = new Float64Array(request.size);
  spec.encoder.probabilities!(request, probability);
  return { presenter, crossbar: crossbar!, show, probability, ticks: request.ticks };
}

export async function compareKernels(neurons: number): Promise<{ rows: KernelRow[]; phases: Phases }> {
  const fast = await setUp(neurons, "wasm");
  const slow = await setUp(neurons, "reference");
  const { engine } = fast.presenter;
  if (!(engine instanceof LayerEngine)) throw new Error("the study's network does not run in wasm");
  const { kernels } = engine;
  const synapses = slow.crossbar.fused!() as FusedSynapses;
  const rows: KernelRow[] = [];
  const compare = (kernel: string, wasm: () => void, reference: () => void, windows = 40) =>
    rows.push({ kernel, neurons, wasm: time(wasm, windows), reference: time(reference, windows) });

  const collector = new SpikeCollector();
  const stream = Random.of("encode");
  let draw = 0;
  // One run with this picture leaves its probabilities in the kernel.
  engine.runPoisson(fast.ticks, fast.presenter.input, fast.probability, stream.split("first"));
  engine.finish(true);
  compare(
    "encode a picture",
    () => {
      const { k0, k1 } = stream.split(draw++);
      kernels.encode(fast.ticks, 0, k0, k1);
    },
    () => collector.poisson(slow.probability, slow.ticks, stream.split(draw++)),
  );
  fast.crossbar.learning = false;
  slow.crossbar.learning = false;
  compare("show a picture, frozen", fast.show, slow.show, 20);
  fast.crossbar.learning = true;
  slow.crossbar.learning = true;
  compare("show a picture, learning", fast.show, slow.show, 20);

  const { nPre, nPost } = slow.crossbar.wiring;
  const stride = paddedStride(nPost);
  const state = slow.crossbar.state as Float32Array;
  const p = new Float32Array(nPre).fill(1e-9);
  const d = new Float32Array(nPre).fill(1e-9);
  const factor = new Float32Array(nPre).fill(1);
  let event = 0;
  compare(
    "change a column",
    () => kernels.changeColumn(event++ % neurons, synapses.tables[0].nPost, 0),
    () =>
      changeColumn(state, stride, event++ % neurons, nPre, { p, d, factor }, synapses.device, synapses.gains),
  );
  compare(
    "change a row",
    () => void kernels.changeRow(event++ % nPre, 1e-13, 1e-13),
    () =>
      void changeRow(
        state,
        (event++ % nPre) * stride,
        neurons,
        1e-13,
        1e-13,
        synapses.device,
        synapses.gains,
      ),
  );
  compare(
    "c2c factors of an event",
    () => kernels.drawFactors(event++),
    () => {
      event++;
      for (let i = 0; i < nPre; i++) factor[i] = synapses.noise.factor(event, i);
    },
  );
  const [encode, frozen, learning] = rows;
  return {
    rows,
    phases: {
      neurons,
      encoding: encode!.wasm.p25,
      steps: frozen!.wasm.p25 - encode!.wasm.p25,
      plasticity: learning!.wasm.p25 - frozen!.wasm.p25,
    },
  };
}
