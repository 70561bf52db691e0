/**
 * Self-compensation: the amplitudes with which a spike that meets no other leaves the conductance where it was.
 *
 * A spike's voltage has a head (the polarity of its larger peak) and a tail of the other sign. Scaling all knots of
 * one sign keeps the shape. The tail is solved so that the spike's net integral is 0, and both heads together so
 * that the highest voltage of a pair at the gate stays what it was. Both are solved by bisection: the net grows
 * with the tail, the gate voltage with the heads. The solution belongs to one rate law: another table,
 * temperature or thickness has another.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.2 (a lone spike makes no large change)
 */
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";
import { peakGate } from "./curve-figures.js";
import { integrateWaveform } from "./integrate.js";

/** Device and voltages to be balanced. */
export interface CompensateRequest {
  /** Rate law of the device. */
  readonly rate: RateLaw;
  /** Voltage at the pre terminal. */
  readonly pre: Waveform;
  /** Voltage at the post terminal. */
  readonly post: Waveform;
  /** Factor of the pre voltage at the gate. */
  readonly alphaPre?: number;
  /** Factor of the post voltage at the gate. */
  readonly alphaPost?: number;
  /** Highest voltage of a pair at the gate, V; that of the given waveforms where left out. */
  readonly gatePeak?: number;
}

/** One voltage with amplitudes that were solved. */
export interface CompensatedSide {
  /** The voltage with its new amplitudes. */
  readonly waveform: Waveform;
  /** Factors on the knots of the head's sign and of the tail's. */
  readonly head: number;
  /** Factor on the knots of the tail's sign. */
  readonly tail: number;
  /** Whether a tail exists that leaves nothing; false where the waveform has one sign only. */
  readonly root: boolean;
  /** What a spike alone leaves, and potentiation + depression while it lasts, S. */
  readonly net: number;
  /** Potentiation + depression by a lone spike, S. */
  readonly gross: number;
}

/** Both voltages, balanced. */
export interface Compensation {
  /** The pre voltage. */
  readonly pre: CompensatedSide;
  /** The post voltage. */
  readonly post: CompensatedSide;
}

/** Factors of the tail that are tried. */
const SMALLEST = 1e-2;
const LARGEST = 1e2;
/** Halvings of a range of e^9: below the last digit of a double. */
const ROUNDS = 64;

/**
 * Amplitudes with which a lone spike leaves nothing, for a device whose rates are not those that the voltages were made for.
 * @throws RangeError where no heads give the peak at the gate
 */
export function compensate(request: CompensateRequest): Compensation {
  const { rate, pre, post, alphaPre = 1, alphaPost = 1 } = request;
  const target = request.gatePeak ?? peakGate(pre, post, alphaPre, alphaPost);
  const solve = (head: number): Compensation => ({
    pre: balance(rate, pre, alphaPre, head),
    post: balance(rate, post, alphaPost, head),
  });
  const reached = ({ pre, post }: Compensation): number =>
    peakGate(pre.waveform, post.waveform, alphaPre, alphaPost);
  let [low, high] = [0.1, 10];
  if (!(reached(solve(low)) < target && reached(solve(high)) > target))
    throw new RangeError(`no amplitude between 0.1 and 10 times the given one puts ${target} V on the gate`);
  for (let k = 0; k < ROUNDS; k++) {
    const middle = Math.sqrt(low * high);
    if (reached(solve(middle)) < target) low = middle;
    else high = middle;
  }
  return solve(low);
}

/** One terminal's waveform, its head times `head` and its tail solved. */
function balance(rate: RateLaw, w: Waveform, alpha: number, head: number): CompensatedSide {
  const highest = Math.max(0, ...w.v);
  const lowest = Math.max(0, ...w.v.map((v) => -v));
  const sign = highest >= lowest ? 1 : -1;
  const scaled = (tail: number): Waveform => ({
    t: w.t,
    v: w.v.map((v) => v * (v * sign > 0 ? head : tail)),
  });
  const alone = (tail: number): { net: number; gross: number } => {
    const { v, t } = scaled(tail);
    const { p, d } = integrateWaveform(rate, { t, v: v.map((volts) => 0.5 * alpha * volts) });
    return { net: p - d, gross: p + d };
  };
  const side = (tail: number, root: boolean): CompensatedSide => ({
    waveform: scaled(tail),
    head,
    tail,
    root,
    ...alone(tail),
  });
  const direction = alpha < 0 ? -sign : sign;
  const leaning = (tail: number): number => direction * alone(tail).net;
  if (!(leaning(SMALLEST * head) > 0 && leaning(LARGEST * head) < 0)) return side(head, false);
  let low = SMALLEST * head;
  let high = LARGEST * head;
  for (let k = 0; k < ROUNDS; k++) {
    const middle = Math.sqrt(low * high);
    if (leaning(middle) > 0) low = middle;
    else high = middle;
  }
  return side(low, true);
}
