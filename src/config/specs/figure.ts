/** From a figure's document to its spec. */
import { circuit } from "../../core/energy/circuit.js";
import { compensate } from "../../core/stdp/compensate.js";
import { byFactors, evenly } from "../../core/stdp/curve-figures.js";
import { checkSchedule } from "../../core/stdp/cycling.js";
import { checkReach } from "../../core/stdp/gate-reach.js";
import { timing } from "../../core/stdp/pair-tables.js";
import { checkDistance } from "../../core/stdp/window.js";
import { forms } from "../../core/waveform/index.js";
import { figureGates } from "../../experiment/kinds/figure/gates.js";
import type { CheckSpec, CurveSpec, FigureName, FigureSpec } from "../../experiment/kinds/figure/spec.js";
import { pairSlot } from "../../experiment/protocols/cycling.js";
import type { CheckValue, CurveValue, FigureOf, FigureValue } from "../schema/figure.js";
import type { Building } from "./building.js";
import { buildDevice } from "./device.js";
import { buildMonteCarlo } from "./montecarlo.js";
import type { ProblemList } from "./problems.js";
import { checkAscending, checkDistances } from "./spaced.js";
import { buildWaveforms, factorOf } from "./waveforms.js";

/** What all figures have. */
type Common = Pick<FigureSpec, "kind" | "seed" | "title" | "checks">;

/** Builds the spec of one figure; undefined where there were problems. */
type Builder<N extends FigureName> = (
  value: FigureOf<N>,
  common: Common,
  problems: ProblemList,
) => FigureSpec | undefined;

/** Every figure. Add yours here: one file, one line. */
const builders: { readonly [N in FigureName]: Builder<N> } = {
  pulses,
  windows,
  cycling,
  variability,
  montecarlo: buildMonteCarlo,
  energy,
};

/** @returns undefined where there were problems */
export function buildFigure(value: FigureValue, { problems }: Building): FigureSpec | undefined {
  const common: Common = {
    kind: "figure",
    seed: value.seed,
    title: value.title,
    checks: value.checks.map((check, k) => buildCheck(check, `checks.${k}`, problems)),
  };
  const build = builders[value.figure] as Builder<FigureName>;
  const spec = build(value, common, problems);
  if (spec)
    for (const { path, rate, reach } of figureGates(spec))
      problems.attempt(path, () => checkReach(rate, reach));
  return spec;
}

function buildCheck({ from, to, ...texts }: CheckValue, path: string, problems: ProblemList): CheckSpec {
  if (from && to && from.unit !== to.unit)
    problems.add(path, `from and to differ in their units; accepted: both in the unit of ${texts.number}`);
  const unit = (from ?? to)?.unit;
  return {
    ...texts,
    ...(unit === undefined ? {} : { unit }),
    ...(from ? { from: from.value } : {}),
    ...(to ? { to: to.value } : {}),
  };
}

function pulses(value: FigureOf<"pulses">, common: Common, problems: ProblemList): FigureSpec | undefined {
  const device = buildDevice(value, "", problems);
  const { voltages, lengths, level, temperatures, thicknesses } = value;
  checkAscending(lengths, "lengths", problems);
  for (const [k, v] of voltages.entries())
    if (device && v === device.rate.vOc) {
      const path = `voltages.${k}`;
      problems.add(path, `${problems.written(path)} changes nothing; accepted: any voltage but V_oc`);
    }
  if (!device) return undefined;
  return {
    ...common,
    figure: "pulses",
    device,
    voltages,
    lengths: byFactors(lengths.from, lengths.to, lengths.count),
    level,
    temperatures,
    thicknesses,
  };
}

function windows(value: FigureOf<"windows">, common: Common, problems: ProblemList): FigureSpec | undefined {
  const device = buildDevice(value, "", problems);
  const built = value.curves.map((c, k) => buildCurve(c, `curves.${k}`, problems));
  const names = value.curves.map((c) => c.name);
  for (const [k, name] of names.entries())
    if (names.indexOf(name) < k)
      problems.add(`curves.${k}.name`, `"${name}" is there twice; accepted: a name each`);
  checkAscending(value.deltaT, "deltaT", problems);
  const curves = built.flatMap((c) => c ?? []);
  if (!device || curves.length < built.length) return undefined;
  for (const { post } of curves) checkDistances(post, value.deltaT, "deltaT", problems);
  const solved = value.compensate
    ? curves.map((curve, k) =>
        problems.attempt(`curves.${k}`, (): CurveSpec => {
          const { pre, post } = compensate({ rate: device.rate, ...curve });
          return { ...curve, pre: pre.waveform, post: post.waveform };
        }),
      )
    : curves;
  const { deltaT, layout, gateAt, changeAt, level, tick } = value;
  // Waveforms that are compared on ticks need their tables.
  if (tick !== "none")
    problems.attempt("tick", () => {
      for (const { pre, post } of curves) timing(pre, post, tick);
    });
  return {
    ...common,
    figure: "windows",
    device,
    deltaT: evenly(deltaT.from, deltaT.to, deltaT.count),
    curves: solved.flatMap((c) => c ?? []),
    layout,
    ...(value.compensate ? { compensated: true } : {}),
    gateAt,
    changeAt,
    ...(level === "none" ? {} : { level }),
    ...(tick === "none" ? {} : { tick }),
  };
}

function buildCurve(value: CurveValue, path: string, problems: ProblemList): CurveSpec | undefined {
  const waves = buildWaveforms(value.waveforms, `${path}.waveforms`, problems);
  if (!waves) return undefined;
  const { name, alphaPre, alphaPost, third } = value;
  const factor = factorOf(value.factor, value.waveforms);
  const source = "source" in value.waveforms ? { source: value.waveforms.source } : {};
  return {
    name,
    ...waves,
    ...source,
    alphaPre,
    alphaPost,
    factor,
    ...(value.factor === "form" ? {} : { factorGiven: true }),
    ...(third ? { third } : {}),
  };
}

function cycling(value: FigureOf<"cycling">, common: Common, problems: ProblemList): FigureSpec | undefined {
  const device = buildDevice(value, "", problems);
  const waves = buildWaveforms(value.waveforms, "waveforms", problems);
  if (!device || !waves) return undefined;
  const { tick } = value;
  const { deltaUp, deltaDown, ...schedule } = value.train;
  problems.attempt("train", () => checkSchedule(device, schedule));
  for (const [key, delta] of Object.entries({ deltaUp, deltaDown }))
    problems.attempt(`train.${key}`, () => {
      checkDistance(waves.post, delta);
      pairSlot(waves.pre, waves.post, delta, tick);
    });
  const factor = factorOf(value.factor, value.waveforms);
  return { ...common, figure: "cycling", device, ...waves, tick, deltaUp, deltaDown, schedule, factor };
}

function variability(
  value: FigureOf<"variability">,
  common: Common,
  problems: ProblemList,
): FigureSpec | undefined {
  const points = value.points.map((p, k) => {
    const device = buildDevice(p, `points.${k}.`, problems);
    const waves = buildWaveforms(p.waveforms, `points.${k}.waveforms`, problems);
    if (waves)
      problems.attempt(`points.${k}.span`, () => {
        checkDistance(waves.post, p.span);
      });
    return device && waves ? { name: p.name, device, ...waves, span: p.span } : undefined;
  });
  const complete = points.flatMap((p) => p ?? []);
  if (complete.length < points.length) return undefined;
  const { technologies, devices, count } = value;
  return { ...common, figure: "variability", points: complete, technologies, devices, count };
}

function energy(value: FigureOf<"energy">, common: Common, problems: ProblemList): FigureSpec | undefined {
  const built = problems.attempt("circuit", () => circuit(value.circuit));
  const { from, to, count } = value.deltaT;
  for (const { post } of Object.values(forms)) checkDistances(post, value.deltaT, "deltaT", problems);
  return built && { ...common, figure: "energy", circuit: built, deltaT: evenly(from, to, count) };
}
