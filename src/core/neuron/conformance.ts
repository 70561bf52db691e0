/** What every neuron model must keep to, ours and a user's own; see `NeuronModel` and `Neurons`. */
import { defaults } from "../params.js";
import {
  type Contract,
  descriptionProblems,
  functionExport,
  messageOf,
  paramsExport,
  textExport,
} from "../part.js";
import { Random } from "../random.js";
import { restoreState, saveState, valuesAt } from "../state.js";
import type { NeuronModel, Neurons, SpikeBuffer, Winner } from "./model.js";
import { neuronState } from "./state.js";

/** Length of a tick in these checks, s; defaults should fit it. */
const TICK = 1e-4;
/** Ticks of one trial: 200 ms. */
const TRIAL = 2000;
const CROWD = 7;

/** What a population did in a trial: "tick:neuron" per spike, and its voltages at the sampled ticks. */
interface Trace {
  readonly spikes: string[];
  readonly voltages: number[];
}

/** What a module with a neuron model exports and keeps to. */
export const neuronContract: Contract<NeuronModel> = {
  exports: [
    textExport("doc"),
    paramsExport,
    functionExport("create"),
    { name: "receptors", what: "a list of names", fits: areNames },
  ],
  problems: neuronProblems,
};

function areNames(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string");
}

/** In words, each way in which `model` breaks the contract; empty if it keeps it. */
export function neuronProblems(model: NeuronModel): string[] {
  const problems = descriptionProblems(model);
  if (model.receptors.length === 0) problems.push("has no receptors");
  if (new Set(model.receptors).size < model.receptors.length) problems.push("has two receptors of one name");
  try {
    const create = (n: number, winner: Winner = "all") =>
      model.create(n, defaults(model.params), TICK, winner, Random.of("neuron conformance"));
    problems.push(...shape(model, create(CROWD)));
    problems.push(...silence(create(CROWD)));
    const drive = findDrive(model, create);
    if (!drive) return [...problems, "no weight from 1e-6 to 1e6 on any receptor makes it spike"];
    const alike = model.heterogeneous !== true;
    problems.push(...behaviour(create, drive, alike));
    problems.push(...oneWinner(create(CROWD, "one-per-step"), drive, alike));
    if (model.knowsPlaces && alike) problems.push(...placeWinners(create, drive));
    problems.push(...resumed(create, drive));
  } catch (error) {
    problems.push(`throws with its defaults at a tick of ${TICK} s: ${messageOf(error)}`);
  }
  return problems;
}

function shape(model: NeuronModel, neurons: Neurons): string[] {
  const problems: string[] = [];
  if (neurons.n !== CROWD) problems.push(`n is ${neurons.n} where ${CROWD} were asked for`);
  if (neurons.receptors.join() !== model.receptors.join())
    problems.push("receptors are not those of the model");
  if (neurons.input.length !== model.receptors.length) problems.push("input has not one array per receptor");
  if (neurons.input.some((weights) => weights.length !== CROWD))
    problems.push("an input array has not length n");
  if (neurons.theta && neurons.theta.length !== CROWD) problems.push("theta has not length n");
  if (neurons.theta && neurons.thetaPlus !== 0) problems.push("thetaPlus does not start at 0 (frozen)");
  return [...problems, ...declared(neurons)];
}

/** What is wrong with the declared variables. */
function declared(neurons: Neurons): string[] {
  const problems: string[] = [];
  const names = new Set<string>();
  for (const variable of neuronState(neurons)) {
    const { name, per, doc } = variable;
    if (names.has(name)) problems.push(`two variables are called "${name}"`);
    names.add(name);
    if (!doc) problems.push(`variable "${name}" has no doc`);
    if (per !== "neuron") continue;
    const { length } = valuesAt(variable, 0);
    if (length !== neurons.n)
      problems.push(`variable "${name}" has ${length} values for ${neurons.n} neurons`);
  }
  return problems;
}

interface Drive {
  readonly receptor: number;
  readonly weight: number;
}

/**
 * Run a trial from tick `start` as the engine would. Every neuron gets the same weight at irregular ticks
 * (11 to 40 apart), none where the drive is absent. Of the trial only the ticks from .. until-1 happen.
 */
function trial(
  neurons: Neurons,
  start: number,
  drive: Drive | undefined,
  problems: Set<string>,
  until = TRIAL,
  from = 0,
): Trace {
  const trace: Trace = { spikes: [], voltages: [] };
  const buffer: SpikeBuffer = { index: new Int32Array(neurons.n), count: 0 };
  let arrival = start + 3;
  for (let tick = start; tick < start + until; tick++) {
    const due = tick === arrival;
    if (due) arrival += 11 + ((arrival - start) % 30);
    if (tick < start + from) continue;
    const arrives = drive !== undefined && due;
    if (arrives) for (let i = 0; i < neurons.n; i++) neurons.input[drive.receptor]![i] = drive.weight;
    const wanted = neurons.nextTick() === tick;
    if (!arrives && !wanted) continue;
    neurons.update(tick, buffer);
    if (!(neurons.nextTick() > tick)) problems.add("nextTick() is not after the tick of the last update");
    if (wanted && neurons.input.some((weights) => weights.some((w) => w !== 0)))
      problems.add("input is not cleared by the update that takes it");
    for (let s = 0; s < buffer.count; s++) trace.spikes.push(`${tick - start}:${buffer.index[s]}`);
    if (buffer.count > neurons.n || new Set(buffer.index.subarray(0, buffer.count)).size < buffer.count)
      problems.add("a neuron spikes twice in one tick");
    for (let i = 0; i < neurons.n; i++) {
      const v = neurons.voltage(i, tick);
      if (!Number.isFinite(v)) problems.add("a voltage is not finite");
      trace.voltages.push(v);
    }
  }
  return trace;
}

function silence(neurons: Neurons): string[] {
  const problems = new Set<string>();
  if (trial(neurons, 0, undefined, problems).spikes.length > 0) problems.add("spikes at rest without input");
  return [...problems];
}

/** The weakest drive, in factors of 10, that makes a lone neuron spike more than once. */
function findDrive(model: NeuronModel, create: (n: number) => Neurons): Drive | undefined {
  for (let receptor = 0; receptor < model.receptors.length; receptor++)
    for (let weight = 1e-6; weight < 2e6; weight *= 10) {
      const drive = { receptor, weight };
      if (trial(create(1), 0, drive, new Set()).spikes.length > 1) return drive;
    }
  return undefined;
}

/** @param alike  whether all neurons of a population are equal */
function behaviour(create: (n: number) => Neurons, drive: Drive, alike: boolean): string[] {
  const problems = new Set<string>();
  const same = (a: Trace, b: Trace) =>
    a.spikes.join() === b.spikes.join() && a.voltages.every((v, k) => v === b.voltages[k]);
  const alone = create(1);
  const first = trial(alone, 0, drive, problems);

  const crowd = trial(create(CROWD), 0, drive, problems);
  if (
    !same(first, trial(create(1), 0, drive, problems)) ||
    !same(crowd, trial(create(CROWD), 0, drive, problems))
  )
    problems.add("two equal runs differ");
  // At once, while the last inputs still tell.
  alone.reset(TRIAL + 1);
  if (!same(first, trial(alone, TRIAL + 1, drive, problems)))
    problems.add("reset() does not bring back the start");

  const expected = first.spikes.flatMap((s) =>
    Array.from({ length: CROWD }, (_, i) => `${s.split(":")[0]}:${i}`),
  );
  if (alike && [...crowd.spikes].sort().join() !== expected.sort().join())
    problems.add(
      "a neuron's spikes depend on how many others share its arrays (unless the model says that it is heterogeneous)",
    );

  // Far beyond any sensible weight: v may be anything but infinite or NaN.
  trial(create(1), 0, { ...drive, weight: 1e3 * drive.weight }, problems);
  return [...problems];
}

/** Where variables are declared, a trial resumed from them at any cut must be what would have happened. */
function resumed(create: (n: number) => Neurons, drive: Drive): string[] {
  const whole = create(CROWD);
  if (!whole.variables) return [];
  const expected = trial(whole, 0, drive, new Set());
  for (const cut of [1, 17, 333, 1001]) {
    const first = create(CROWD);
    trial(first, 0, drive, new Set(), cut);
    const second = create(CROWD);
    restoreState(neuronState(second), structuredClone(saveState(neuronState(first))), { now: cut });
    const rest = trial(second, 0, drive, new Set(), TRIAL, cut);
    const same =
      rest.spikes.join() === expected.spikes.slice(expected.spikes.length - rest.spikes.length).join() &&
      rest.spikes.length === expected.spikes.filter((s) => Number(s.split(":")[0]) >= cut).length &&
      rest.voltages.every((v, k) => v === expected.voltages.at(k - rest.voltages.length));
    if (!same) return ["what is resumed from the declared variables is not what would have happened"];
  }
  return [];
}

/** One place is that of all, and where each neuron has its own all win. */
function placeWinners(create: (n: number, winner: Winner) => Neurons, drive: Drive): string[] {
  const spikes = (winner: Winner) => trial(create(CROWD, winner), 0, drive, new Set()).spikes.join();
  const same =
    spikes({ places: 1 }) === spikes("one-per-step") && spikes({ places: CROWD }) === spikes("all");
  return same ? [] : ["one winner at each place is another than that of all, or of each alone"];
}

function oneWinner(neurons: Neurons, drive: Drive, alike: boolean): string[] {
  const problems = new Set<string>();
  const { spikes } = trial(neurons, 0, drive, problems);
  const ticks = spikes.map((s) => s.split(":")[0]);
  if (spikes.length === 0) problems.add('never spikes with the winner rule "one-per-step"');
  else if (alike && !spikes[0]!.endsWith(":0"))
    problems.add("a tie between winners does not go to the lowest index");
  if (new Set(ticks).size < ticks.length) problems.add('two neurons spike in one tick under "one-per-step"');
  return [...problems];
}
