/** From a NIR graph to a network document and the files of its synapses and neurons. */
import { formatQuantity } from "../core/units.js";
import type { NpyArray } from "../platform/npz.js";
import { NirError } from "./errors.js";
import { isGraded } from "./filters.js";
import type { NirGraph } from "./graph.js";
import { type NeuronsRead, readNeurons } from "./neurons.js";
import { isNeuron } from "./node-types.js";
import { sizeOf } from "./operators.js";
import { Paths } from "./paths.js";
import { type SparseMap, scaled } from "./sparse.js";

/** A spike is a current of 1 for one time step, or of 1 s in no time (Dirac's delta, in seconds). */
export interface ImportOptions {
  /** Tick of the network, and length of a spike's current unless `dirac`, s. */
  readonly dt: number;
  readonly dirac: boolean;
  /** Of the graph's file, for messages and for the description. */
  readonly name: string;
  /** What files of numbers are called: their names begin with it. */
  readonly stem: string;
}

export interface Imported {
  /** A network document, as plain data. */
  readonly network: Readonly<Record<string, unknown>>;
  /** Arrays of each npz file, by its name. */
  readonly files: Readonly<Record<string, Readonly<Record<string, NpyArray>>>>;
  /** What differs from the graph, in words. */
  readonly notices: readonly string[];
}

/** The time step that a graph's metadata name (`dt`, s); undefined where they do not. */
export function timeStepOf({ metadata }: NirGraph): number | undefined {
  const dt = metadata.get("dt");
  const value = dt !== undefined && typeof dt !== "string" && "values" in dt ? dt.values[0] : undefined;
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** @throws NirError naming the node that cannot be taken over */
export function importNir(graph: NirGraph, options: ImportOptions): Imported {
  const { dt, dirac, name, stem } = options;
  const paths = new Paths(graph, name);
  // Integrators that make currents of spikes are a part of the neurons that take these.
  const isOwn = (id: string) => !(isGraded(paths, id) && paths.leadsOn(id));
  const names = namesFor(
    [...graph.nodes].flatMap(([id, { type }]) => (isPopulation(type) && isOwn(id) ? [id] : [])),
  );
  if (names.size === 0) throw new NirError(`${name}: has no populations; accepted: an Input and neurons`);
  const populations: Record<string, unknown> = {};
  const projections: Record<string, unknown> = {};
  const files: Record<string, Record<string, NpyArray>> = {};
  const notices: string[] = [];
  const neuronFile = `${stem}.neurons.npz`;
  const ofNeurons: Record<string, NpyArray> = {};
  for (const [id, population] of names) {
    const shape = paths.shapeOf(id);
    const size = shape.length === 2 || shape.length === 3 ? [...shape] : sizeOf(shape);
    if (!isNeuron(paths.node(id).type)) {
      populations[population] = { size };
      continue;
    }
    const neurons = readNeurons(paths, id, dirac ? 1 : dt);
    const own = { of: population, file: neuronFile, arrays: ofNeurons };
    populations[population] = { size, neuron: neurons.model, ...valuesOf(neurons, own) };
    for (const { receptor, from, perWeight } of neurons.receptors)
      for (const [origin, map] of from) {
        const joined = `${names.get(origin)!}-${population}`;
        let projection = joined;
        for (let k = 2; projection in projections; k++)
          projection = k === 2 ? `${joined}-${receptor}` : `${joined}-${receptor}-${k}`;
        const file = `${stem}.${projection}.npz`;
        const fromNeurons = isNeuron(paths.node(origin).type);
        const made = synapses(
          scaled(map, (i) => perWeight[i]!),
          dt,
          fromNeurons,
          projection,
          notices,
        );
        if (!made) continue;
        files[file] = made.arrays;
        projections[projection] = {
          from: names.get(origin)!,
          to: population,
          rule: { list: made.multapses ? { file, multapses: true } : file },
          receptor,
          ...(made.delay === undefined ? {} : { delay: formatQuantity(made.delay, "s", "exact") }),
        };
      }
  }
  if (Object.keys(ofNeurons).length > 0) files[neuronFile] = ofNeurons;
  notices.push(...graded(graph));
  const pulse = dirac ? "one of area 1 s" : `1 for ${formatQuantity(dt, "s")}`;
  const network = {
    description: `from the NIR graph ${name.split(/[/\\]/).at(-1)}; a spike is a current of ${pulse}`,
    tick: formatQuantity(dt, "s", "exact"),
    populations,
    projections,
  };
  return { network, files, notices };
}

function isPopulation(type: string): boolean {
  return type === "Input" || isNeuron(type);
}

/** Names as populations can have them, by node; none twice. */
function namesFor(ids: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of ids) {
    const word = id.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    const base = (/^[A-Za-z]/.test(word) ? word : `n${word}`).slice(0, 40);
    let name = base;
    for (let k = 2; taken.has(name); k++) name = `${base}-${k}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

interface OwnFile {
  readonly of: string;
  readonly file: string;
  readonly arrays: Record<string, NpyArray>;
}

/** Parameters as a document has them: one value where all are alike, else a column of the file. */
function valuesOf({ params, current }: NeuronsRead, { of, file, arrays }: OwnFile) {
  const written = (name: string, unit: "V" | "s", values: Float64Array): unknown => {
    if (values.every((x) => x === values[0])) return formatQuantity(values[0]!, unit, "exact");
    const column = `${of}-${name}`;
    arrays[column] = { shape: [values.length], values };
    return { file, column };
  };
  const all = Object.entries(params).map(([name, { unit, of }]) => [name, written(name, unit, of)]);
  return {
    params: Object.fromEntries(all),
    ...(current ? { current: written("current", "V", current) } : {}),
  };
}

interface Synapses {
  readonly arrays: Record<string, NpyArray>;
  /** Of all synapses, s; undefined where each has its own. */
  readonly delay: number | undefined;
  readonly multapses: boolean;
}

/** The file of a projection, delays put on the grid of ticks. */
function synapses(
  { pre, post, weight, delay }: SparseMap,
  dt: number,
  fromNeurons: boolean,
  projection: string,
  notices: string[],
): Synapses | undefined {
  if (pre.length === 0) {
    notices.push(`${projection}: has no weights but 0, and is left out`);
    return undefined;
  }
  const least = fromNeurons ? 1 : 0;
  const ticks = delay.map((d) => Math.max(least, Math.round(d / dt)));
  const seconds = ticks.map((n) => n * dt);
  const immediate = delay.filter((d) => Math.round(d / dt) < least).length;
  if (immediate > 0)
    notices.push(`${projection}: spikes arrive one tick later than in the graph, which has no delay there`);
  const moved = delay.filter(
    (d, k) => Math.round(d / dt) >= least && Math.abs(d - seconds[k]!) > 1e-9 * dt,
  ).length;
  if (moved > 0)
    notices.push(`${projection}: ${moved} delays are rounded to ticks of ${formatQuantity(dt, "s")}`);
  const alike = ticks.every((n) => n === ticks[0]);
  const n = pre.length;
  return {
    arrays: {
      pre: { shape: [n], values: pre },
      post: { shape: [n], values: post },
      weight_V: { shape: [n], values: weight },
      ...(alike ? {} : { delay_s: { shape: [n], values: seconds } }),
    },
    delay: alike ? seconds[0] : undefined,
    multapses: pre.some((i, k) => k > 0 && i === pre[k - 1] && post[k] === post[k - 1]),
  };
}

/** Outputs that are sums of spikes and no population. */
function graded({ nodes, edges }: NirGraph): string[] {
  return edges.flatMap(([from, to]) => {
    const type = nodes.get(from)!.type;
    if (nodes.get(to)!.type !== "Output" || isPopulation(type)) return [];
    return [`${to}: is what ${from} (${type}) makes of spikes, no population: it is left out`];
  });
}
