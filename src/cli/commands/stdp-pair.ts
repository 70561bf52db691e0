/** The two voltages of `spikion stdp`: a form, a file, with amplitudes solved anew or a third voltage. */
import type { Device } from "../../core/device/model.js";
import type { Waveform } from "../../core/waveform/model.js";
import { quantityOption } from "../arguments.js";
import { unknown } from "../device.js";
import { UsageError } from "../errors.js";

export interface Pair {
  readonly name: string;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly third?: Waveform;
  /** The paper's common factor. */
  readonly factor: number;
  /** Where the voltages come from. */
  readonly source: string;
  /** Half width of delta_t, s. */
  readonly span: number;
  readonly device: string;
}

/** @throws UsageError where both are given, or there is no such form; ConfigError for a file that cannot be used */
export async function chosenPair({
  form,
  waveforms,
}: {
  form: string | undefined;
  waveforms: string | undefined;
}): Promise<Pair> {
  if (form !== undefined && waveforms !== undefined)
    throw new UsageError(
      `both the form "${form}" and --waveforms ${waveforms} are given; accepted: one of them`,
    );
  const { overlapSpan } = await import("../../core/stdp/curve-figures.js");
  if (waveforms !== undefined) {
    const { readWaveformFile } = await import("../../node/config.js");
    const own = readWaveformFile(waveforms);
    const span = overlapSpan(own.pre, own.post);
    return { name: waveforms, ...own, factor: 1, source: waveforms, span, device: "eis-ysz14" };
  }
  const { forms } = await import("../../core/waveform/index.js");
  const name = form ?? "antisymmetric";
  if (!Object.hasOwn(forms, name))
    throw unknown("stdp", name, "a form", Object.keys(forms), ", or --waveforms FILE");
  const { pre, post, scaleFactor, source, device, span } = forms[name as keyof typeof forms];
  return { name, pre, post, factor: scaleFactor, source, span: span ?? overlapSpan(pre, post), device };
}

/** `time:voltage` each, instead of the file's own. */
export async function withThird(text: string | undefined, pair: Pair): Promise<Pair> {
  if (text === undefined) return pair;
  const { waveform } = await import("../../core/waveform/index.js");
  const knots = text.split(",").map((knot): [number, number] => {
    const [time, volts, ...rest] = knot.split(":");
    if (time === undefined || volts === undefined || rest.length > 0)
      throw new UsageError(
        `--third: "${knot}" is not time:voltage; accepted: knots such as --third=0ms:0.2V,40ms:0.2V`,
      );
    return [quantityOption("third", time, "s"), quantityOption("third", volts, "V")];
  });
  try {
    return { ...pair, third: waveform(knots) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--third: ${error.message}`);
  }
}

/** Amplitudes for which a lone spike leaves nothing. @throws UsageError where there are none */
export async function compensated(pair: Pair, { rate }: Device): Promise<Pair> {
  const { compensate } = await import("../../core/stdp/compensate.js");
  const solve = () => {
    try {
      return compensate({ rate, pre: pair.pre, post: pair.post });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UsageError(`--compensate: ${error.message}`);
    }
  };
  const { pre, post } = solve();
  return {
    ...pair,
    name: `${pair.name}, compensated`,
    source: `${pair.source}; amplitudes solved anew for this device`,
    pre: pre.waveform,
    post: post.waveform,
  };
}
