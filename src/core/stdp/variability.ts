/**
 * STDP curves as they would be measured on devices that vary: c2c is a factor on every pair's change, d2d a factor
 * on everything a device does. Each device's curve is judged by the paper's measure (`scatter.ts`).
 *
 * Only the variability differs between technologies here: all are given the same curve, since the paper shows no
 * other technology's.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.6 and fig. 7d
 */
import { deviceFactors, eventFactors } from "../device/variability.js";
import type { Random } from "../random.js";
import type { RateLaw } from "../rate/model.js";
import { meanDistance, rectifiedNormal } from "../rectified-normal.js";
import type { Waveform } from "../waveform/model.js";
import { gateVoltage } from "./gate.js";
import { integrateWaveform } from "./integrate.js";
import { arms, expectedScatter, MEAN_ABSOLUTE, scatter, simpleScatter } from "./scatter.js";

export interface VariabilityRequest {
  readonly rate: RateLaw;
  readonly pre: Waveform;
  readonly post: Waveform;
  /** t_post - t_pre of every pair measured, s; more than ten points on each arm. */
  readonly deltaT: Float64Array;
  /** Relative standard deviation between devices. */
  readonly d2d: number;
  /** Relative standard deviation between events of a device. */
  readonly c2c: number;
  /** Whether a device's potentiation and depression vary apart; else one factor serves both. */
  readonly independentPolarity: boolean;
  readonly devices: number;
  /** Degree of the polynomial that each arm is fitted with; 4 unless given. */
  readonly degree?: number;
  readonly random: Random;
}

/** One device's measurement. */
export interface MeasuredCurve {
  /** Change at every delta_t, S. */
  readonly change: Float64Array;
  /** Smooth fit at the points `fitted` of the study, S. */
  readonly fit: Float64Array;
  readonly byPeak: number;
  readonly byMean: number;
}

export interface VariabilityStudy {
  readonly deltaT: Float64Array;
  /** Curve without variability, S. */
  readonly ideal: Float64Array;
  /** Positions of the points that are fitted; n of them, with p parameters. */
  readonly fitted: Int32Array;
  readonly n: number;
  readonly p: number;
  readonly curves: readonly MeasuredCurve[];
  /** Means of the devices' metrics, with either normaliser. */
  readonly byPeak: number;
  readonly byMean: number;
  /** What the fit leaves of the curve without noise: the floor of the metric. */
  readonly misfitByPeak: number;
  readonly misfitByMean: number;
  /** Metric expected from c2c alone for this fit: exact for normal noise, which c2c is up to 16 %. */
  readonly expectedByPeak: number;
  readonly expectedByMean: number;
  /** The rules of thumb of `byMean`: m sqrt(1 - p/n), and m without a fit, m the mean distance from 1: 0.798 c2c if normal. */
  readonly simpleByMean: number;
  readonly unfittedByMean: number;
  /** Standard deviation over mean of the devices' sizes (each curve's projection on the ideal one). */
  readonly d2dSeen: number;
}

/** @throws RangeError for a spread below 0, less than one device, or too few points (as `arms`) */
export function variabilityStudy(request: VariabilityRequest): VariabilityStudy {
  const { rate, pre, post, deltaT, d2d, c2c, devices, degree = 4 } = request;
  for (const [name, x] of Object.entries({ d2d, c2c }))
    if (!(x >= 0) || !Number.isFinite(x))
      throw new RangeError(`${name} is ${x}; it must be finite and not below 0`);
  if (!Number.isInteger(devices) || devices < 1)
    throw new RangeError(`devices is ${devices}; it must be a whole number above 0`);
  const up = new Float64Array(deltaT.length);
  const down = new Float64Array(deltaT.length);
  for (const [k, dt] of deltaT.entries()) {
    const { p, d } = integrateWaveform(rate, gateVoltage(pre, 0, post, dt, 1, 1));
    up[k] = p;
    down[k] = d;
  }
  const ideal = up.map((p, k) => p - down[k]!);
  const fitted = arms({ deltaT, ideal, degree });
  const floor = scatter(fitted, ideal);
  // Events of c2c are not normal where they would change their sign: a normal number of their mean distance stands for them.
  const unfitted = meanDistance(rectifiedNormal(c2c));
  const normal = unfitted / MEAN_ABSOLUTE;
  const expected = expectedScatter(
    fitted,
    ideal.map((s) => normal * Math.abs(s)),
  );

  const curves: MeasuredCurve[] = [];
  const sizes: number[] = [];
  for (const change of measure(request, up, down)) {
    curves.push({ change, ...pickScatter(scatter(fitted, change)) });
    sizes.push(size(change, ideal));
  }
  return {
    deltaT,
    ideal,
    fitted: fitted.points,
    n: fitted.basis.n,
    p: fitted.basis.p,
    curves,
    byPeak: mean(curves.map((c) => c.byPeak)),
    byMean: mean(curves.map((c) => c.byMean)),
    misfitByPeak: floor.byPeak,
    misfitByMean: floor.byMean,
    expectedByPeak: (expected * floor.byPeak) / floor.meanAbsolute,
    expectedByMean: (expected * floor.byMean) / floor.meanAbsolute,
    simpleByMean: simpleScatter(fitted, normal),
    unfittedByMean: unfitted,
    d2dSeen: deviation(sizes) / mean(sizes),
  };
}

/** Each device's curve: its own factors, and a fresh c2c factor for every pair. */
function* measure(
  { d2d, c2c, independentPolarity, devices, random }: VariabilityRequest,
  up: Float64Array,
  down: Float64Array,
): Generator<Float64Array> {
  const factor = deviceFactors(d2d, random.split("d2d"));
  const events = random.split("c2c");
  const event = eventFactors(c2c);
  for (let device = 0; device < devices; device++) {
    const raise = factor();
    const lower = independentPolarity ? factor() : raise;
    yield up.map((p, k) => event(events.normal()) * (raise * p - lower * down[k]!));
  }
}

function pickScatter({ fit, byPeak, byMean }: ReturnType<typeof scatter>) {
  return { fit, byPeak, byMean };
}

/** Least-squares factor of `change` on `ideal`. */
function size(change: Float64Array, ideal: Float64Array): number {
  let product = 0;
  let square = 0;
  for (const [k, s] of ideal.entries()) {
    product += s * change[k]!;
    square += s * s;
  }
  return product / square;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Standard deviation of a sample; 0 of a single value. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1));
}
