/**
 * What drives the gates of a crossbar: the waveforms as gain and alphas have them at present, as the tables of what a pair
 * of them does.
 */
import { exp, ln } from "../core/elementary.js";
import type { Waveform } from "../core/waveform/model.js";
import { scale } from "../core/waveform/piecewise-linear.js";
import type { EisSpec } from "./eis-spec.js";
import type { Voltages } from "./forms/model.js";
import { atGain, type Changed, type GainSchedule } from "./gain.js";
import { pairTables } from "./known-tables.js";
import { withoutLonePre } from "./lone-pre.js";
import { Alphas } from "./modulation.js";
import type { PostAmplitudes } from "./nonideal/driver-amplitude.js";
import { TablesByAlpha } from "./tables-by-alpha.js";
import type { LevelTables } from "./variation.js";

/** Tables are made anew when the gain has moved by this much (natural logarithm). */
const GAIN_STEP = 0.02;
/** Post waveforms of gains, each solved by bisection. */
const solved = new WeakMap<EisSpec, Map<string, Changed>>();

export class Drive implements Voltages {
  readonly alphas: Alphas;
  tables: LevelTables;
  factor = 1;
  /** Counts what the gain has changed. */
  version = 0;
  post: Waveform;
  private gainStep = 0;
  private readonly byAlpha: TablesByAlpha;

  /**
   * @param tick  length of a tick, s
   * @param constantAlphas  why alphas cannot move; absent where they can
   * @throws RangeError where a waveform does not fit the tick, or alphas that cannot move do
   */
  constructor(
    private readonly spec: EisSpec,
    private readonly tick: number,
    private readonly amplitudes: PostAmplitudes | undefined,
    constantAlphas: string | undefined,
  ) {
    this.post = spec.post;
    this.alphas = Alphas.of(spec, tick, constantAlphas);
    this.byAlpha = new TablesByAlpha((alphaPre, alphaPost) => this.make(alphaPre, alphaPost));
    this.tables = this.present();
  }

  /** Apply the present alphas. @returns  true if the tables changed */
  refresh(): boolean {
    const tables = this.present();
    if (tables === this.tables) return false;
    this.tables = tables;
    return true;
  }

  /** @returns  true if anything changed; small steps add up until it does */
  setGain(gain: number, schedule: GainSchedule): boolean {
    const step = gain === 1 ? 0 : Math.round(-ln(gain) / GAIN_STEP);
    if (step === this.gainStep) return false;
    this.gainStep = step;
    const { post, factor } = this.atStep(schedule, step);
    if (schedule !== "ideal") {
      this.post = post;
      this.byAlpha.clear();
      this.tables = this.present();
    }
    this.factor = factor;
    this.version++;
    return true;
  }

  /** Runs that follow each other in one process go through the same gains. */
  private atStep(schedule: GainSchedule, step: number): Changed {
    const known = solved.get(this.spec) ?? new Map<string, Changed>();
    solved.set(this.spec, known);
    const key = `${schedule} ${step} ${this.tick}`;
    const before = known.get(key);
    if (before) return before;
    const request = { rate: this.spec.device.rate, ...this.spec, tick: this.tick };
    const changed = atGain(request, schedule, exp(-GAIN_STEP * step));
    known.set(key, changed);
    return changed;
  }

  private present(): LevelTables {
    return this.byAlpha.of(this.alphas.pre.value, this.alphas.post.value);
  }

  private make(alphaPre: number, alphaPost: number): LevelTables {
    const { amplitudes, spec, tick } = this;
    const at = (volts: number) => {
      const post = volts === 1 ? this.post : scale(this.post, { volts });
      const tables = pairTables({ rate: spec.device.rate, ...spec, alphaPre, alphaPost, post, tick });
      return spec.lonePre === "off" ? withoutLonePre(tables) : tables;
    };
    const first = at(1);
    amplitudes?.checkSize(first.p.length);
    return [first, ...(amplitudes?.factors.slice(1).map(at) ?? [])];
  }
}
