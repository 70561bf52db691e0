/** A classify run at work: what its phases share. */
import { unpack } from "../../../core/connectivity/index.js";
import { valuesOf } from "../../../core/front/model.js";
import type { Neurons } from "../../../core/neuron/model.js";
import type { Crossbar } from "../../../crossbar/model.js";
import type { Slicing } from "../../../crossbar/slicing.js";
import { Homeostasis, type HomeostasisSpec } from "../../../learning/homeostasis.js";
import { SharedWeights } from "../../../learning/shared-weights.js";
import { buildNetwork, type Network, NetworkError } from "../../../network/build.js";
import { masterStream } from "../../../seed.js";
import { freezeFurther, furtherCrossbars } from "../../further-projections.js";
import type { RunOptions } from "../../options.js";
import { Pace } from "../../pace.js";
import type { Trained } from "../../split-pass.js";
import { Presenter } from "./presenter.js";
import type { ProtocolGuard } from "./protocol-guard.js";
import type { ClassifySpec } from "./spec.js";
import { upstream } from "./stages.js";

export interface Session {
  readonly spec: ClassifySpec;
  readonly presenter: Presenter;
  readonly crossbar: Crossbar;
  /** Plastic synapses of other projections, which learn with it. */
  readonly others: ReadonlyMap<string, Crossbar>;
  /** Of the output. */
  readonly homeostasis: Homeostasis;
  /** Of other populations that adapt. */
  readonly furtherThresholds: readonly Thresholds[];
  /** Of projections whose weights all places share, by name. */
  readonly shared: ReadonlyMap<string, SharedWeights>;
  readonly options: RunOptions;
  readonly pace: Pace;
  readonly guard: ProtocolGuard | undefined;
  /** Of the tfjs kernel. */
  readonly slicing: Slicing | undefined;
}

/** A population whose thresholds adapt. */
export interface Thresholds {
  readonly name: string;
  readonly population: number;
  readonly neurons: Neurons;
  readonly homeostasis: Homeostasis;
}

/**
 * A network of the spec, untrained.
 * @param slicing  of the tfjs kernel, needed to learn; a frozen network is only read
 * @throws NetworkError where a name is not of the network, or the pictures do not fit it
 */
export function openSession(
  spec: ClassifySpec,
  options: RunOptions,
  guard?: ProtocolGuard,
  slicing?: Slicing,
): Session {
  const network = buildNetwork(spec.network, masterStream(spec.seed, "network"), slicing);
  const presenter = new Presenter(spec, network, slicing, options.threads);
  const projection = network.projections.find((p) => p.name === spec.plastic);
  if (!projection?.crossbar)
    throw new NetworkError("plastic", `there is no plastic projection "${spec.plastic}"`);
  const { rows, cols } = spec.dataset.train;
  const inputs = valuesOf(spec.front?.end.shape ?? { planes: 1, rows, cols });
  const source = network.populations[presenter.input];
  if (!source || source.neurons)
    throw new NetworkError("input", `"${spec.input}" is not a source population`);
  const planes = spec.encoder.takesEvents ? [1, 2] : [1];
  if (!planes.some((n) => source.size === n * inputs))
    throw new NetworkError(
      `network.populations.${spec.input}.size`,
      `is ${source.size}; ${spec.front ? "the front end gives" : "the images have"} ${inputs} ${spec.front ? "values" : "pixels"}`,
    );
  if (spec.columnSum > 0) projection.crossbar.normalisedTo?.(spec.columnSum);
  const neurons = network.populations[presenter.output]?.neurons;
  if (!neurons) throw new NetworkError("output", `"${spec.output}" is not a population of neurons`);
  return {
    spec,
    presenter,
    crossbar: projection.crossbar,
    others: furtherCrossbars(network, spec.plastic),
    homeostasis: new Homeostasis(spec.homeostasis, neurons),
    furtherThresholds: Object.entries(spec.homeostasisOf ?? {}).map(([name, own]) =>
      thresholdsOf(network, name, own),
    ),
    shared: sharedOf(spec, network),
    options,
    pace: new Pace(),
    guard,
    slicing,
  };
}

function sharedOf({ sharing = {}, network: { populations } }: ClassifySpec, network: Network) {
  return new Map(
    Object.entries(sharing).map(([name, kind]) => {
      const projection = network.projections.find((p) => p.name === name);
      const target = network.populations[projection?.to ?? -1];
      if (!projection?.crossbar || !target?.neurons)
        throw new NetworkError("sharing", `there is no plastic projection "${name}"`);
      const [cols = 1, rows = 1] = [...(populations[projection.to]?.shape ?? [])].reverse();
      return [name, new SharedWeights(projection.crossbar, target.neurons, rows * cols, kind)] as const;
    }),
  );
}

function thresholdsOf({ populations }: Network, name: string, spec: HomeostasisSpec): Thresholds {
  const population = populations.findIndex((p) => p.name === name);
  const neurons = populations[population]?.neurons;
  if (!neurons) throw new NetworkError("homeostasisOf", `"${name}" is not a population of neurons`);
  return { name, population, neurons, homeostasis: new Homeostasis(spec, neurons) };
}

/** Put what was learned into the network and stop learning. */
export function freeze(session: Session, trained: Trained): void {
  const { crossbar, others, presenter, furtherThresholds } = session;
  crossbar.learning = false;
  freezeFurther(others, trained.others ?? {});
  freezeThresholds(session);
  for (const { name, neurons } of furtherThresholds) {
    const theta = trained.thetas?.[name];
    if (theta?.length !== neurons.n)
      throw new RangeError(`the trained network has no thresholds of "${name}" of this size`);
    for (let j = 0; j < neurons.n; j++) if (neurons.theta) neurons.theta[j] = theta[j]!;
  }
  unpack(crossbar.wiring, trained.conductance, crossbar.state);
  const theta = thetaOf(presenter.engine.network, presenter.output);
  for (let j = 0; j < theta.length; j++) theta[j] = trained.theta[j]!;
  presenter.engine.finish(true);
  readOut(session);
}

export function freezeThresholds({ homeostasis, furtherThresholds }: Session): void {
  homeostasis.freeze();
  for (const each of furtherThresholds) each.homeostasis.freeze();
}

/** Copies of the thresholds of other populations than the output that adapt, by name; undefined where there are none. */
export function furtherThetas({ furtherThresholds }: Session): Record<string, Float32Array> | undefined {
  if (furtherThresholds.length === 0) return undefined;
  return Object.fromEntries(
    furtherThresholds.map(({ name, neurons }) => [
      name,
      neurons.theta?.slice() ?? new Float32Array(neurons.n),
    ]),
  );
}

/** In the frozen passes: only those from which spikes can reach the output take part. */
export function readOut({ spec, presenter }: Session): void {
  presenter.watched = presenter.output;
  const reached = upstream(spec.network, [spec.output]);
  if (reached.size === spec.network.populations.length && !spec.train.layers) return;
  presenter.engine.wake?.(positionsOf(presenter.engine.network, reached));
}

export function positionsOf({ populations }: Network, names: ReadonlySet<string>): ReadonlySet<number> {
  return new Set([...populations.keys()].filter((p) => names.has(populations[p]!.name)));
}

/** Shares of a run's time by phase, about. */
const PHASES = { train: [0, 0.6], label: [0.6, 0.75], test: [0.75, 1] } as const;

/** Report progress and let other events have their turn; true if the run should stop. */
export async function reportAndYield(
  { options, pace }: Session,
  phase: keyof typeof PHASES,
  done: number,
  total: number,
  started: number,
  accuracy?: number,
  doneBefore = 0,
): Promise<boolean> {
  const [from, to] = PHASES[phase];
  const seconds = (performance.now() - started) / 1000;
  options.progress?.({
    phase,
    done,
    total,
    share: from + ((to - from) * done) / Math.max(1, total),
    perSecond: (done - doneBefore) / seconds,
    ...(accuracy === undefined ? {} : { accuracy }),
  });
  await pace.giveWay();
  return options.signal?.aborted ?? false;
}

/** Thresholds of the output population, V; zeros where its model has none. */
export function thetaOf(network: Network, output: number): Float32Array {
  const { neurons } = network.populations[output]!;
  return neurons!.theta ?? new Float32Array(neurons!.n);
}
