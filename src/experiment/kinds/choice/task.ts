/**
 * One network and its trials. A trial begins with everything at rest and ends when all waveforms are over:
 *
 *   stimulus ......... until the choice, or its full duration
 *   delay ............ the signal is at its own value
 *   signal ........... at the value of this trial
 *   end .............. the signal is at its own value again; waveforms that still run complete under it
 *
 * Random numbers belong to a trial, so that a run can be resumed at any of them.
 */
import { each, wholeRows } from "../../../core/connectivity/index.js";
import { spikeProbability } from "../../../core/encoder/gap-sampling.js";
import { rateProblem } from "../../../core/encoder/per-tick.js";
import type { Random } from "../../../core/random.js";
import { gathered, partOf, type Saved } from "../../../core/saved.js";
import type { SpikeTrain } from "../../../core/spikes.js";
import type { Crossbar } from "../../../crossbar/model.js";
import { Engine } from "../../../engine/engine.js";
import { buildNetwork, type Network, NetworkError } from "../../../network/build.js";
import { ticksAt } from "../../../network/ticks.js";
import { masterStream } from "../../../seed.js";
import { checkEncoder, checkedTrain } from "../../encoding.js";
import { requireFull } from "../../sparse.js";
import { type Trial, TrialLog } from "./log.js";
import type { ChoiceSpec } from "./spec.js";
import { TrainCutter } from "./trains.js";

export class ChoiceTask {
  readonly network: Network;
  readonly engine: Engine;
  readonly crossbar: Crossbar;
  readonly log: TrialLog;
  private readonly source: number;
  /** Position of the population that chooses. */
  readonly population: number;
  private readonly rest: number;
  /** Longest stimulus, time to the signal and length of the signal. */
  private readonly ticks: { readonly stimulus: number; readonly delay: number; readonly signal: number };
  private readonly trains = new TrainCutter();

  /**
   * @param threads  as `RunOptions` has them
   * @throws NetworkError where a name is not of the network
   */
  constructor(
    private readonly spec: ChoiceSpec,
    threads?: number,
  ) {
    const { network, stimuli, choice, reward } = spec;
    this.network = buildNetwork(network, masterStream(spec.seed, "network"));
    requireFull(this.network, "choice");
    this.engine = new Engine(this.network, true, threads ?? "as pays");
    const { tick } = network;
    this.ticks = {
      stimulus: ticksAt(stimuli.duration, tick, "stimuli.duration", 1),
      delay: ticksAt(reward.delay, tick, "reward.delay"),
      signal: ticksAt(reward.duration, tick, "reward.duration", 1),
    };
    this.source = positionOf(this.network, stimuli.source, "stimuli.source");
    for (const key of ["rate", "background"] as const) {
      const problem = rateProblem(key, stimuli[key], tick);
      if (problem !== undefined) throw new NetworkError(`stimuli.${key}`, problem);
    }
    for (const [name, encoder] of Object.entries(spec.sources)) {
      const { size } = this.network.populations[positionOf(this.network, name, `sources.${name}`)]!;
      checkEncoder(encoder, size, tick, `sources.${name}`);
    }
    this.population = positionOf(this.network, choice.population, "choice.population");
    // With whole groups every stimulus has synapses to every choice: a mean conductance of none would read as 0 S.
    checkGroups(this.network, this.source, stimuli.count, "stimuli.count");
    checkGroups(this.network, this.population, choice.count, "choice.count");
    const plastic = this.network.projections.find((p) => p.name === spec.plastic);
    if (!plastic?.crossbar || plastic.from !== this.source || plastic.to !== this.population)
      throw new NetworkError(
        "plastic",
        `"${spec.plastic}" is not a plastic projection from "${stimuli.source}" to "${choice.population}"`,
      );
    this.crossbar = plastic.crossbar;
    const rest = this.network.signals.get(reward.signal);
    if (rest === undefined)
      throw new NetworkError("reward.signal", `the network has no signal "${reward.signal}"`);
    this.rest = rest;
    this.log = new TrialLog(spec.trials, stimuli.count * choice.count);
  }

  /** Spikes of each neuron that chooses, in the last trial. */
  get counts(): Int32Array {
    return this.engine.spikesOf(this.population);
  }

  /** The choice that is right for a stimulus in trial k. */
  rightFor(stimulus: number, k: number): number {
    const { reward, choice } = this.spec;
    return (reward.contingency[stimulus]! + (k >= reward.reversal ? 1 : 0)) % choice.count;
  }

  /** The next trial. @param signalOf  value of the signal in trial k, whose choice was right or not */
  trial(signalOf: (right: boolean, k: number) => number): void {
    const { reward, stimuli } = this.spec;
    const k = this.log.done;
    const stream = masterStream(this.spec.seed, "trials").split(k);
    const stimulus = stream.split("stimulus").below(stimuli.count);
    const answer = this.present(stimulus, stream);
    const right = answer.choice === this.rightFor(stimulus, k);
    const signal = signalOf(right, k);
    this.pass(this.ticks.delay);
    this.engine.setSignal(reward.signal, signal);
    this.pass(this.ticks.signal);
    this.engine.setSignal(reward.signal, this.rest);
    this.engine.finish(true);
    // Until here: a neuron may fire when the stimulus is over.
    const choiceSpikes = this.spikes();
    this.log.add({ ...answer, stimulus, right, signal, choiceSpikes }, this.means());
  }

  /** Mean conductance from each stimulus' inputs to each choice's neurons, S, [stimulus][choice]. */
  means(): number[] {
    const { stimuli, choice } = this.spec;
    const { wiring, state } = this.crossbar;
    const { nPre, nPost } = wholeRows(wiring);
    const [rows, columns] = [nPre / stimuli.count, nPost / choice.count];
    const sums = new Array<number>(stimuli.count * choice.count).fill(0);
    const synapses = new Array<number>(sums.length).fill(0);
    each(wiring, (at, i, j) => {
      const group = Math.floor(i / rows) * choice.count + Math.floor(j / columns);
      sums[group]! += state[at]!;
      synapses[group]!++;
    });
    return sums.map((sum, group) => sum / synapses[group]!);
  }

  /** Between two trials. */
  save(): Saved {
    return gathered({ engine: this.engine.save(), log: this.log.save() });
  }

  /** @throws SavedError where what was saved is not of such a run */
  restore(saved: Saved): void {
    this.log.restore(partOf(saved, "log"));
    this.engine.restore(partOf(saved, "engine"));
  }

  /** Show a stimulus until it is answered, or over. */
  private present(stimulus: number, stream: Random): Pick<Trial, "choice" | "latency" | "inputSpikes"> {
    const { spec, engine, trains } = this;
    const ticks = this.ticks.stimulus;
    trains.load(this.encode(stimulus, ticks, stream));
    engine.clearCounts();
    const begin = engine.now;
    let firstSpike = Number.NaN;
    for (let t = 0; t < ticks; t++) {
      engine.run(1, trains.at(t));
      if (!Number.isNaN(firstSpike) || this.spikes() === 0) continue;
      firstSpike = t * this.network.tick;
      if (spec.choice.by === "first") break;
    }
    return {
      choice: this.answer(stream),
      latency: firstSpike,
      inputSpikes: trains.spikesBefore(this.source, engine.now - begin),
    };
  }

  private encode(stimulus: number, ticks: number, stream: Random): Map<number, SpikeTrain> {
    const { stimuli, sources } = this.spec;
    const { tick, populations } = this.network;
    const { size } = populations[this.source]!;
    const request = { size, ticks, tick, boost: 1, random: stream.split("spikes") };
    const probability = Float64Array.from({ length: size }, (_, i) =>
      spikeProbability(
        Math.floor((i * stimuli.count) / size) === stimulus ? stimuli.rate : stimuli.background,
        request,
      ),
    );
    const all = new Map([[this.source, this.trains.poisson(probability, ticks, request.random)]]);
    for (const [name, encoder] of Object.entries(sources)) {
      const at = positionOf(this.network, name, `sources.${name}`);
      const random = stream.split("sources").split(name);
      const { size } = populations[at]!;
      all.set(at, checkedTrain(encoder.encode({ ...request, size, random }), size, ticks, `sources.${name}`));
    }
    return all;
  }

  /** The pool with most spikes so far, -1 for none; where several have, one of them at random. */
  private answer(stream: Random): number {
    const counts = this.engine.spikesOf(this.population);
    const pool = counts.length / this.spec.choice.count;
    const sums = new Array<number>(this.spec.choice.count).fill(0);
    for (const [j, n] of counts.entries()) sums[Math.floor(j / pool)]! += n;
    const most = Math.max(...sums);
    if (most === 0) return -1;
    const best = [...sums.keys()].filter((c) => sums[c] === most);
    return best.length === 1 ? best[0]! : best[stream.split("tie").below(best.length)]!;
  }

  private spikes(): number {
    return this.engine.spikesOf(this.population).reduce((sum, n) => sum + n, 0);
  }

  private pass(ticks: number): void {
    this.engine.run(ticks, new Map());
  }
}

/** @throws NetworkError where a population does not fall into groups of equal size */
function checkGroups({ populations }: Network, at: number, count: number, path: string): void {
  const { size } = populations[at]!;
  if (size % count !== 0 || size === 0)
    throw new NetworkError(
      path,
      `${count} groups of ${size} neurons are not of equal size; accepted: a divisor of ${size}`,
    );
}

function positionOf({ populations }: Network, name: string, path: string): number {
  const at = populations.findIndex((p) => p.name === name);
  if (at < 0) throw new NetworkError(path, `there is no population "${name}"`);
  return at;
}
