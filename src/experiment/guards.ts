/** Watches a training: impossible numbers, and networks in which nothing or everything fires. */
import { beyondRates, type GateReach, gateReach } from "../core/stdp/gate-reach.js";
import { formatQuantity } from "../core/units.js";
import type { OwnBounds } from "../crossbar/kernels/reference.js";
import type { Crossbar } from "../crossbar/model.js";
import { extremes } from "../crossbar/modulation.js";
import type { Network } from "../network/build.js";
import type { PhysicsSpec } from "./physics.js";
import { stateUnit } from "./synapse-state.js";

/**
 * Where gates see voltages for which no rate is given: a sentence for each projection of which that is so. Alphas that move
 * count with their extremes, drivers that vary with the farthest amplitude that is drawn.
 * @param physicsOf  of every projection with devices, where there is more than one
 */
export function extrapolations({
  physics,
  physicsOf,
}: {
  readonly physics?: PhysicsSpec;
  readonly physicsOf?: Readonly<Record<string, PhysicsSpec>>;
}): string[] {
  const all = physicsOf
    ? Object.entries(physicsOf).map(([name, p]) => ({ of: `${name}: `, p }))
    : physics
      ? [{ of: "", p: physics }]
      : [];
  return all.flatMap(({ of, p }) => {
    const text = beyondRates(p.device.rate, physicsReach(p));
    return text === undefined ? [] : [`${of}${text}`];
  });
}

/** What the gates of a projection reach, V. */
export function physicsReach(physics: PhysicsSpec): GateReach {
  const { pre, post, alphaPre, alphaPost, modulation = {}, amplitudeReach = 0 } = physics;
  return gateReach({
    pre,
    post,
    alphaPre: modulation.pre ? extremes(modulation.pre) : alphaPre,
    alphaPost: modulation.post ? extremes(modulation.post) : alphaPost,
    amplitude: amplitudeReach,
  });
}

/** Where plastic synapses are too coarse for the changes that their waveforms make: one sentence for each projection. */
export function precisionWarnings({ projections }: Network): string[] {
  return projections.flatMap(({ name, crossbar }) =>
    crossbar?.coarse ? [`projections.${name}: ${crossbar.coarse}`] : [],
  );
}

/** A state that no device can have: the run stops, since nothing after it would mean anything. */
export class NumericalError extends Error {
  override readonly name = "NumericalError";
}

/** Conductances are checked every so many images: a pass over them costs less than one image does. */
export const CHECK_INTERVAL = 500;
/** Images that are judged together, and the share of them that makes a verdict. */
const WINDOW = 200;
const MOST = 0.95;
/** Rounding may lead this far beyond a bound, fraction of the range. */
const SLACK = 1e-6;

/**
 * @param time  simulated, s
 * @param counts  spikes of each neuron for the last picture
 * @throws NumericalError naming the first synapse out of bounds, the time and the last events
 */
export function checkState(crossbar: Crossbar, image: number, time: number, counts: Int32Array): void {
  const { state, wiring, bounds } = crossbar;
  const own = bounds?.own;
  const low = bounds?.min ?? -Number.MAX_VALUE;
  const high = bounds?.max ?? Number.MAX_VALUE;
  const slack = bounds ? SLACK * (high - low) : 0;
  const lowest = low - slack;
  const highest = high + slack;
  for (let i = 0; i < wiring.nPre; i++) {
    const end = wiring.rowEnd(i);
    const at = own
      ? firstBeyondOwn(state, own, wiring.rowStart(i), end)
      : firstBeyond(state, lowest, highest, wiring.rowStart(i), end);
    if (at === end) continue;
    const g = state[at]!;
    const events = [...counts.keys()]
      .filter((n) => counts[n]! > 0)
      .sort((a, b) => counts[b]! - counts[a]!)
      .slice(0, 5)
      .map((n) => `neuron ${n} ${counts[n]} times`);
    const unit = stateUnit(crossbar);
    const accepted = bounds
      ? `${formatQuantity(own?.low[at] ?? low, unit)} to ${formatQuantity(own?.high[at] ?? high, unit)}`
      : "a finite number";
    throw new NumericalError(
      `synapse (${wiring.split?.row[i] ?? i}, ${wiring.columnOf(i, at)}) is ${g} after image ${image} (${formatQuantity(time, "s")} of simulated time); accepted: ${accepted}. Last events: ${events.join(", ") || "no output spike"}`,
    );
  }
}

/** The first of the synapses from .. end-1 that is out of bounds, or no number; `end` where there is none. */
function firstBeyond(
  state: ArrayLike<number>,
  lowest: number,
  highest: number,
  from: number,
  end: number,
): number {
  let at = from;
  while (at < end && state[at]! >= lowest && state[at]! <= highest) at++;
  return at;
}

/** The same where each has bounds of its own. */
function firstBeyondOwn(
  state: ArrayLike<number>,
  { low, high }: OwnBounds,
  from: number,
  end: number,
): number {
  for (let at = from; at < end; at++) {
    const slack = SLACK * (high[at]! - low[at]!);
    if (!(state[at]! >= low[at]! - slack && state[at]! <= high[at]! + slack)) return at;
  }
  return end;
}

/** Says once, and early, that a network is silent or fires as one. */
export class ActivityWatch {
  private seen = 0;
  private silent = 0;
  private flooded = 0;
  private readonly said = new Set<string>();

  constructor(private readonly notice: ((text: string) => void) | undefined) {}

  see(counts: Int32Array, image: number): void {
    let active = 0;
    for (let j = 0; j < counts.length; j++) if (counts[j]! > 0) active++;
    if (active === 0) this.silent++;
    if (counts.length > 4 && active >= MOST * counts.length) this.flooded++;
    if (++this.seen < WINDOW) return;
    if (this.silent >= MOST * WINDOW)
      this.say(
        `no neuron answered ${this.silent} of the last ${WINDOW} images (up to image ${image}): the network is silent and learns nothing. Raise the encoder's rate or the synapses' readGain or init, or lower the neurons' threshold`,
      );
    if (this.flooded >= MOST * WINDOW)
      this.say(
        `nearly all neurons answered ${this.flooded} of the last ${WINDOW} images (up to image ${image}): nobody wins, and all learn the same. Raise the inhibition's weight, choose winner: one-per-step, or lower readGain or the encoder's rate`,
      );
    this.seen = 0;
    this.silent = 0;
    this.flooded = 0;
  }

  private say(text: string): void {
    const kind = text.slice(0, 10);
    if (this.said.has(kind)) return;
    this.said.add(kind);
    this.notice?.(text);
  }
}
