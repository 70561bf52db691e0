/** What every kind of experiment must keep to, as far as one of its runs shows it; see `Kind`. */
import { units } from "../core/units.js";
import type { Kind, KindResult, KindSpec, ShapedArray } from "./kind.js";
import type { Measure } from "./measure.js";
import { ShapeError } from "./shape.js";
import { plain } from "./text.js";

/** In words, each way in which a finished run is not what its kind declares; empty if it is. */
export function kindProblems(kind: Kind, spec: KindSpec, result: KindResult): string[] {
  return [
    ...(kind.doc === "" ? ["has no doc"] : []),
    ...identityProblems(spec, result),
    ...measureProblems(kind, kind.measures(result.metrics)),
    ...storedProblems(kind, spec, result),
    ...weightProblems(kind, result),
    ...wordProblems(kind, spec, result),
  ];
}

function identityProblems(spec: KindSpec, { kind, metrics }: KindResult): string[] {
  const problems: string[] = [];
  if (kind !== spec.kind || metrics.kind !== spec.kind)
    problems.push(`a run of "${spec.kind}" gives a result of "${kind}" with metrics of "${metrics.kind}"`);
  if (metrics.seed !== spec.seed)
    problems.push(`metrics have seed "${metrics.seed}" after seed "${spec.seed}"`);
  if (metrics.interrupted !== false) problems.push("metrics do not say that the run came to its end");
  return problems;
}

function measureProblems({ compared, columns }: Kind, measures: readonly Measure[]): string[] {
  const problems: string[] = [];
  const names = measures.map(({ name }) => name);
  for (const { name, unit, value, interval, doc } of measures) {
    if (names.indexOf(name) < names.lastIndexOf(name)) problems.push(`measure ${name} is there twice`);
    if (!units.includes(unit)) problems.push(`measure ${name} has no known unit`);
    if (!Number.isFinite(value)) problems.push(`measure ${name} is ${value}`);
    if (doc === "") problems.push(`measure ${name} has no doc`);
    if (interval && !(interval[0] <= value && value <= interval[1]))
      problems.push(
        `measure ${name} is ${value}, outside its interval from ${interval[0]} to ${interval[1]}`,
      );
  }
  for (const name of [...compared.map((key) => `accuracy.${key}`), ...columns])
    if (!names.includes(name)) problems.push(`sweeps may show ${name}, which is no measure`);
  return problems;
}

/** What is written must be read back as it was. */
function storedProblems({ stored, page, weights }: Kind, spec: KindSpec, result: KindResult): string[] {
  const { metrics, ...details } = result;
  const elsewhere = new Set(weights?.arrays ?? []);
  const kept = Object.fromEntries(Object.entries(details).filter(([name]) => !elsewhere.has(name)));
  const written = JSON.parse(JSON.stringify(metrics)) as unknown;
  return [
    ...refusal("metrics", () => stored.metrics.read(written, "")),
    ...refusal("details", () => stored.details.read(kept, "")),
    ...refusal("facts", () => stored.facts.read(page.facts(spec), "")),
  ];
}

function refusal(what: string, read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ShapeError)
      return [`${what} do not have the shape in which they are kept: ${error.message}`];
    throw error;
  }
}

function weightProblems({ weights }: Kind, result: KindResult): string[] {
  if (!weights) return [];
  const problems: string[] = [];
  const shapes = weights.shapes(result);
  if (shapes.length !== weights.arrays.length)
    problems.push(`${weights.arrays.length} arrays of weights have ${shapes.length} shapes`);
  const named = Object.entries(result) as [string, unknown][];
  const arrays = weights.arrays.map((name, k): [string, ShapedArray] => [
    name,
    { shape: shapes[k] ?? [], values: named.find(([key]) => key === name)?.[1] as ShapedArray["values"] },
  ]);
  for (const [name, { shape, values }] of [...arrays, ...Object.entries(weights.further?.(result) ?? {})]) {
    const count = shape.reduce((a, b) => a * b, 1);
    if (!ArrayBuffer.isView(values)) problems.push(`weights: the result has no array ${name}`);
    else if (values.length !== count)
      problems.push(`weights: ${name} has ${values.length} values for ${shape.join(" x ")}`);
  }
  return problems;
}

/** Lines for the terminal and the page have words on both sides. */
function wordProblems({ summary, page, step }: Kind, spec: KindSpec, result: KindResult): string[] {
  const { metrics } = result;
  const facts = page.facts(spec);
  const rows = [...summary(metrics), ...page.keyFigures(metrics, facts)];
  const texts = [...(page.protocol?.(metrics, facts) ?? []), ...(page.notices?.(result, facts) ?? [])];
  const written = [...rows.flatMap(([what, text]) => [what, plain(text)]), ...texts.map(plain), step];
  return written.flatMap((words) =>
    words.trim() === "" || /\b(?:NaN|undefined)\b|\[object\b/.test(words)
      ? [`says ${JSON.stringify(words)}`]
      : [],
  );
}
