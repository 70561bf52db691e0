/** What every named pair of spike voltages must be, ours and a user's own; see `SpikeForm`. */
import { type Contract, descriptionProblems, type Export, optional, textExport } from "../part.js";
import type { SpikeForm } from "./forms.js";
import type { Waveform } from "./model.js";
import { waveform } from "./piecewise-linear.js";

type Knots = readonly (readonly [t: number, v: number])[];

const knots = (name: string): Export => ({
  name,
  what: "a list of knots, [time in s, voltage in V] each",
  fits: isKnotList,
});

/** A module writes its knots as pairs of numbers; what else a form says has the value that says nothing. */
export const waveformContract: Contract<SpikeForm> = {
  exports: [
    textExport("doc"),
    textExport("source"),
    knots("pre"),
    knots("post"),
    optional(textExport("device")),
    optional({ name: "scaleFactor", what: "a number", fits: isNumber }),
    optional({ name: "span", what: "a number of seconds", fits: isNumber }),
  ],
  take({ doc, source, device = "", scaleFactor = 1, span, pre, post }) {
    return {
      doc,
      source,
      device,
      scaleFactor,
      ...(span === undefined ? {} : { span }),
      pre: named("pre", pre as Knots),
      post: named("post", post as Knots),
    } as SpikeForm;
  },
  problems: formProblems,
};

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

function isKnotList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((knot) => Array.isArray(knot) && knot.length === 2 && knot.every(isNumber))
  );
}

/** @throws RangeError saying which waveform has what wrong */
function named(which: string, list: Knots): Waveform {
  try {
    return waveform(list);
  } catch (error) {
    throw error instanceof RangeError ? new RangeError(`${which}: ${error.message}`) : error;
  }
}

function formProblems(form: SpikeForm): string[] {
  const problems = descriptionProblems(form);
  const { source, scaleFactor, span, pre, post } = form;
  if (!source) problems.push("has no source");
  if (!(scaleFactor > 0 && Number.isFinite(scaleFactor)))
    problems.push(`scaleFactor is ${scaleFactor}; it must be finite and above 0`);
  if (span !== undefined && !(span > 0 && Number.isFinite(span)))
    problems.push(`span is ${span} s; it must be finite and above 0`);
  for (const [which, w] of Object.entries({ pre, post }))
    problems.push(...waveformProblems(w).map((problem) => `${which}: ${problem}`));
  const silent = [pre, post].every((w) => w.v.every((v) => v === 0));
  if (silent) problems.push("pre and post are at 0 V throughout: no spike would change anything");
  return problems;
}

/** What `waveform` would refuse of knots that are there already. */
function waveformProblems({ t, v }: Waveform): string[] {
  if (t.length !== v.length) return [`has ${t.length} times for ${v.length} voltages`];
  try {
    waveform(Array.from(t, (time, k) => [time, v[k]!] as const));
    return [];
  } catch (error) {
    if (error instanceof RangeError) return [error.message];
    throw error;
  }
}
