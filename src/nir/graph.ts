/**
 * NIR graphs: nodes with arrays, and edges between them. What a file of nir.write holds:
 *
 *   version, node: {type: NIRGraph, nodes: {name: {type, …arrays}}, edges: [n, 2], metadata}
 *
 * @see Pedersen et al., Nat. Commun. 15:8122 (2024)
 */
import { NirError } from "./errors.js";
import type { Hdf5Group, Hdf5Numbers, Hdf5Value } from "./hdf5.js";

/** The version whose nodes these are. */
export const NIR_VERSION = "1.0.8";

export interface NirNode {
  readonly type: string;
  /** Its arrays, and texts such as a padding's. */
  readonly fields: ReadonlyMap<string, Hdf5Value>;
  /** What NIR hands on and does not look at. */
  readonly metadata?: ReadonlyMap<string, Hdf5Value>;
}

export interface NirGraph {
  /** By name; nodes of a graph within the graph are "graph.node". */
  readonly nodes: ReadonlyMap<string, NirNode>;
  readonly edges: readonly (readonly [from: string, to: string])[];
  /** Numbers and texts of the whole graph. */
  readonly metadata: ReadonlyMap<string, Hdf5Value>;
}

/**
 * The graph of a file, graphs within it put in their places.
 * @param name  of the file, for messages
 * @throws NirError where the tree is not that of a NIR graph
 */
export function graphOf(tree: Hdf5Group, name: string): NirGraph {
  const root = tree.get("node");
  if (!isGroup(root))
    throw new NirError(`${name}: has no group "node"; accepted: a file as nir.write makes it`);
  const nodes = new Map<string, NirNode>();
  const edges: [string, string][] = [];
  if (typeOf(root, name, "node") !== "NIRGraph") {
    const type = typeOf(root, name, "node");
    throw new NirError(`${name}: is a single ${type}; accepted: a NIRGraph`);
  }
  flatten(root, "", name, nodes, edges);
  const metadata = root.get("metadata");
  return { nodes, edges, metadata: isGroup(metadata) ? valuesOf(metadata) : new Map() };
}

function flatten(
  graph: Hdf5Group,
  prefix: string,
  file: string,
  nodes: Map<string, NirNode>,
  edges: [string, string][],
): { readonly inputs: string[]; readonly outputs: string[] } {
  const at = prefix === "" ? file : `${file}: ${prefix.slice(0, -1)}`;
  const children = graph.get("nodes");
  if (!isGroup(children)) throw new NirError(`${at}: the graph has no nodes`);
  const ends = new Map<string, { inputs: string[]; outputs: string[] }>();
  const own = { inputs: [] as string[], outputs: [] as string[] };
  for (const [key, child] of children) {
    if (!isGroup(child)) throw new NirError(`${at}: "${key}" is no node`);
    const id = `${prefix}${key}`;
    const type = typeOf(child, file, id);
    if (type === "NIRGraph") {
      ends.set(key, flatten(child, `${id}.`, file, nodes, edges));
      continue;
    }
    if (type === "Input") own.inputs.push(id);
    if (type === "Output") own.outputs.push(id);
    // The ends of an inner graph only hand on what they get.
    const inner = prefix !== "" && (type === "Input" || type === "Output");
    const metadata = child.get("metadata");
    nodes.set(id, {
      type: inner ? "Identity" : type,
      fields: valuesOf(child),
      ...(isGroup(metadata) ? { metadata: valuesOf(metadata) } : {}),
    });
    ends.set(key, { inputs: [id], outputs: [id] });
  }
  for (const [from, to] of edgesOf(graph, at)) {
    const [before, after] = [ends.get(from), ends.get(to)];
    const unknown = before ? (after ? undefined : to) : from;
    if (!before || !after) throw new NirError(`${at}: an edge names "${unknown}", which is no node`);
    edges.push([one(before.outputs, "output", from, at), one(after.inputs, "input", to, at)]);
  }
  return own;
}

function one(ends: readonly string[], what: string, name: string, at: string): string {
  if (ends.length === 1) return ends[0]!;
  throw new NirError(`${at}: the graph "${name}" has ${ends.length} ${what} nodes; accepted: one`);
}

function edgesOf(graph: Hdf5Group, at: string): [string, string][] {
  const edges = graph.get("edges");
  if (edges === undefined || isGroup(edges) || typeof edges === "string")
    throw new NirError(`${at}: the graph has no edges`);
  // An empty list has no texts to tell it from numbers.
  const texts = "texts" in edges ? edges.texts : [];
  return Array.from({ length: texts.length / 2 }, (_, k) => [texts[2 * k]!, texts[2 * k + 1]!]);
}

function typeOf(node: Hdf5Group, file: string, id: string): string {
  const type = node.get("type");
  if (typeof type !== "string") throw new NirError(`${file}: ${id}: has no type`);
  return type;
}

function isGroup(value: Hdf5Value | Hdf5Group | undefined): value is Hdf5Group {
  return value instanceof Map;
}

function valuesOf(group: Hdf5Group): Map<string, Hdf5Value> {
  return new Map([...group].filter((entry): entry is [string, Hdf5Value] => !isGroup(entry[1])));
}

/** The tree of a graph as nir.read takes it. @param beside  groups that its reader does not look at */
export function treeOf({ nodes, edges, metadata }: NirGraph, beside: Hdf5Group): Hdf5Group {
  const children = new Map([...nodes].map(([name, node]) => [name, groupFor(node)]));
  const graph = new Map<string, Hdf5Value | Hdf5Group>([
    ["type", "NIRGraph"],
    ["nodes", children],
    ["edges", { shape: [edges.length, 2], texts: edges.flat() }],
  ]);
  if (metadata.size > 0) graph.set("metadata", metadata);
  return new Map<string, Hdf5Value | Hdf5Group>([["version", NIR_VERSION], ["node", graph], ...beside]);
}

function groupFor({ type, fields, metadata }: NirNode): Hdf5Group {
  const group = new Map<string, Hdf5Value | Hdf5Group>([["type", type], ...fields]);
  if (metadata) group.set("metadata", metadata);
  return group;
}

/** An array with the shape of a node. */
export function numbers(
  values: Hdf5Numbers["values"] | readonly number[],
  shape: readonly number[],
): Hdf5Numbers {
  return { shape, values: Array.isArray(values) ? Float64Array.from(values) : (values as Float64Array) };
}

/** A list of whole numbers. */
export function wholes(...values: readonly number[]): Hdf5Numbers {
  return { shape: [values.length], values: Int32Array.from(values) };
}
