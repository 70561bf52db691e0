/** From a figure's document to its spec. */
import { circuit, params as circuitParams } from "../../core/energy/circuit.js";
import type { Unit } from "../../core/params.js";
import { compensate } from "../../core/stdp/compensate.js";
import { byFactors, evenly } from "../../core/stdp/curve-figures.js";
import { checkSchedule, params as trainParams } from "../../core/stdp/cycling.js";
import { type DynamicLevel, params as levelParams } from "../../core/stdp/dynamic.js";
import { parseQuantity, QuantityError } from "../../core/units.js";
import type { CheckSpec, CurveSpec, FigureSpec } from "../../experiment/kinds/figure/spec.js";
import { pairSlot } from "../../experiment/protocols/cycling.js";
import { type Parts, partOf } from "../parts.js";
import { si, tableValues } from "../schema/fields.js";
import { buildDevice } from "./device.js";
import type {
  CheckDocument,
  CurveDocument,
  CyclingDocument,
  EnergyDocument,
  Fields,
  FigureDocument,
  PulsesDocument,
  VariabilityDocument,
  WaveformsDocument,
  WindowsDocument,
} from "./document.js";
import { buildMonteCarlo } from "./montecarlo.js";
import type { ProblemList } from "./problems.js";
import { buildWaveforms } from "./waveforms.js";

/** What all figures have. */
type Common = Pick<FigureSpec, "kind" | "seed" | "title" | "checks">;

/** @returns undefined where there were problems */
export function buildFigure(
  parts: Parts,
  doc: FigureDocument,
  problems: ProblemList,
): FigureSpec | undefined {
  const common: Common = {
    kind: "figure",
    seed: String(doc.seed),
    title: doc.title,
    checks: doc.checks.flatMap((check, k) => buildCheck(check, `checks.${k}`, problems) ?? []),
  };
  switch (doc.figure) {
    case "pulses":
      return pulses(parts, doc, common, problems);
    case "windows":
      return windows(parts, doc, common, problems);
    case "cycling":
      return cycling(parts, doc, common, problems);
    case "variability":
      return variability(parts, doc, common, problems);
    case "montecarlo":
      return buildMonteCarlo(parts, doc, common, problems);
    case "energy":
      return energy(doc, common, problems);
  }
}

/** Units that a number of a figure may have. */
const UNITS: readonly Unit[] = ["1", "S", "s", "V", "J", "S/s", "ohm", "F"];

function buildCheck(doc: CheckDocument, path: string, problems: ProblemList): CheckSpec | undefined {
  const { fact, number, paper, how } = doc;
  const bounds = (["from", "to"] as const).flatMap((key) => {
    const bound = doc[key];
    return bound === undefined ? [] : [{ key, ...boundOf(bound) }];
  });
  for (const b of bounds.filter((b) => b.unit === undefined))
    problems.add(`${path}.${b.key}`, `"${doc[b.key]}" is no quantity; accepted: for example 60 or "10 nS"`);
  if (bounds.some((b) => b.unit === undefined)) return undefined;
  if (new Set(bounds.map((b) => b.unit)).size > 1)
    problems.add(path, `from and to differ in their units; accepted: both in the unit of ${number}`);
  const unit = bounds[0]?.unit;
  return {
    fact,
    number,
    paper,
    how,
    ...(unit === undefined ? {} : { unit }),
    ...Object.fromEntries(bounds.map((b) => [b.key, b.value])),
  };
}

function boundOf(bound: string | number): { value: number; unit?: Unit } {
  if (typeof bound === "number") return { value: bound, unit: "1" };
  for (const unit of UNITS)
    try {
      return { value: parseQuantity(bound, unit), unit };
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
    }
  return { value: Number.NaN };
}

function pulses(
  parts: Parts,
  doc: PulsesDocument,
  common: Common,
  problems: ProblemList,
): FigureSpec | undefined {
  const device = buildDevice(parts, doc, "", problems);
  const [from, to] = [si(doc.lengths.from, "s"), si(doc.lengths.to, "s")];
  if (!(from < to)) problems.add("lengths", `from ${doc.lengths.from} is not below to ${doc.lengths.to}`);
  const voltages = doc.voltages.map((v) => si(v, "V"));
  for (const [k, v] of voltages.entries())
    if (device && v === device.rate.vOc)
      problems.add(`voltages.${k}`, `${doc.voltages[k]} changes nothing; accepted: any voltage but V_oc`);
  if (!device) return undefined;
  return {
    ...common,
    figure: "pulses",
    device,
    voltages,
    lengths: byFactors(from, to, doc.lengths.count),
    level: levelOf(doc.level),
    temperatures: doc.temperatures.map((t) => si(t, "K")),
    thicknesses: doc.thicknesses.map((t) => si(t, "m")),
  };
}

function levelOf(fields: Fields): DynamicLevel {
  return tableValues(levelParams, fields) as unknown as DynamicLevel;
}

function windows(
  parts: Parts,
  doc: WindowsDocument,
  common: Common,
  problems: ProblemList,
): FigureSpec | undefined {
  const device = buildDevice(parts, doc, "", problems);
  const built = doc.curves.map((c, k) => buildCurve(parts, c, `curves.${k}`, problems));
  const names = doc.curves.map((c) => c.name);
  for (const [k, name] of names.entries())
    if (names.indexOf(name) < k)
      problems.add(`curves.${k}.name`, `"${name}" is there twice; accepted: a name each`);
  const [from, to] = [si(doc.deltaT.from, "s"), si(doc.deltaT.to, "s")];
  if (!(from < to)) problems.add("deltaT", `from ${doc.deltaT.from} is not below to ${doc.deltaT.to}`);
  const curves = built.flatMap((c) => c ?? []);
  if (!device || curves.length < built.length) return undefined;
  const solved = doc.compensate
    ? curves.map((curve, k) =>
        problems.attempt(`curves.${k}`, (): CurveSpec => {
          const { pre, post } = compensate({ rate: device.rate, ...curve });
          return { ...curve, pre: pre.waveform, post: post.waveform };
        }),
      )
    : curves;
  return {
    ...common,
    figure: "windows",
    device,
    deltaT: evenly(from, to, doc.deltaT.count),
    curves: solved.flatMap((c) => c ?? []),
    layout: doc.layout,
    gateAt: doc.gateAt.map((t) => si(t, "s")),
    changeAt: doc.changeAt.map((t) => si(t, "s")),
    ...(doc.level === "none" ? {} : { level: levelOf(doc.level) }),
    ...(doc.tick === "none" ? {} : { tick: si(doc.tick, "s") }),
  };
}

function buildCurve(
  parts: Parts,
  doc: CurveDocument,
  path: string,
  problems: ProblemList,
): CurveSpec | undefined {
  const waves = buildWaveforms(parts, doc.waveforms, `${path}.waveforms`, problems);
  if (!waves) return undefined;
  const { third } = doc;
  return {
    name: doc.name,
    ...waves,
    alphaPre: si(doc.alphaPre, "1"),
    alphaPost: si(doc.alphaPost, "1"),
    factor: factorOf(parts, doc.factor, doc.waveforms),
    ...(third
      ? {
          third: {
            voltage: si(third.voltage, "V"),
            before: si(third.before, "s"),
            after: si(third.after, "s"),
            edge: si(third.edge, "s"),
          },
        }
      : {}),
  };
}

/** The factor of the named form; 1 for knots in the config. */
function factorOf(parts: Parts, factor: string | number, waveforms: WaveformsDocument): number {
  if (factor !== "form") return si(factor, "1");
  const named = typeof waveforms === "string" || "module" in waveforms;
  return named ? partOf(parts, "waveforms", waveforms).scaleFactor : 1;
}

function cycling(
  parts: Parts,
  doc: CyclingDocument,
  common: Common,
  problems: ProblemList,
): FigureSpec | undefined {
  const device = buildDevice(parts, doc, "", problems);
  const waves = buildWaveforms(parts, doc.waveforms, "waveforms", problems);
  if (!device || !waves) return undefined;
  const { pairsUp, pairsDown, cycles, deltaUp, deltaDown, start } = tableValues(
    trainParams,
    doc.train,
  ) as Record<keyof typeof trainParams, number>;
  const schedule = { pairsUp, pairsDown, cycles, start };
  const tick = si(doc.tick, "s");
  problems.attempt("train", () => checkSchedule(device, schedule));
  for (const [key, delta] of Object.entries({ deltaUp, deltaDown }))
    problems.attempt(`train.${key}`, () => pairSlot(waves.pre, waves.post, delta, tick));
  const factor = factorOf(parts, doc.factor, doc.waveforms);
  return { ...common, figure: "cycling", device, ...waves, tick, deltaUp, deltaDown, schedule, factor };
}

function variability(
  parts: Parts,
  doc: VariabilityDocument,
  common: Common,
  problems: ProblemList,
): FigureSpec | undefined {
  const points = doc.points.map((p, k) => {
    const device = buildDevice(parts, p, `points.${k}.`, problems);
    const waves = buildWaveforms(parts, p.waveforms, `points.${k}.waveforms`, problems);
    return device && waves ? { name: p.name, device, ...waves, span: si(p.span, "s") } : undefined;
  });
  const complete = points.flatMap((p) => p ?? []);
  if (complete.length < points.length) return undefined;
  const { technologies, devices, count } = doc;
  return { ...common, figure: "variability", points: complete, technologies, devices, count };
}

function energy(doc: EnergyDocument, common: Common, problems: ProblemList): FigureSpec | undefined {
  const built = problems.attempt("circuit", () => circuit(tableValues(circuitParams, doc.circuit)));
  const { from, to, count } = doc.deltaT;
  return (
    built && {
      ...common,
      figure: "energy",
      circuit: built,
      deltaT: evenly(si(from, "s"), si(to, "s"), count),
    }
  );
}
