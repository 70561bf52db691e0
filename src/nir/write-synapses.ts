/** Projections as nodes of NIR: a Delay where there is one, then a matrix, or a convolution where a patch rule is one. */
import { each, positioned, type Wiring, wholeRows } from "../core/connectivity/index.js";
import type { Projection } from "../network/build.js";
import { ruleOf } from "../network/build.js";
import { rules } from "../network/connect/index.js";
import type { ProjectionSpec } from "../network/spec.js";
import { NirError } from "./errors.js";
import { type NirNode, numbers, wholes } from "./graph.js";

/** Delays that synapses of a projection may have: each takes a matrix of its own. */
const MOST_DELAYS = 64;
/** Chosen: a matrix of 1 GB. */
const MOST_WEIGHTS = 2 ** 27;

export interface ProjectionToWrite {
  readonly spec: ProjectionSpec;
  readonly built: Projection;
  /** Shapes of the nodes of both ends. */
  readonly preShape: readonly number[];
  readonly nPre: number;
  readonly nPost: number;
  /** What takes the weights, and what a weight of 1 is there. */
  readonly to: { readonly node: string; readonly perWeight: Float64Array };
  readonly tick: number;
}

export interface ChainWritten {
  readonly nodes: ReadonlyMap<string, NirNode>;
  readonly edges: readonly (readonly [string, string])[];
}

/** Whether a projection is a convolution: windows of which all synapses have one weight and one delay. */
export function isConvolution({ rule, weights, synapse, delayMax, delays }: ProjectionSpec): boolean {
  const own = weights ?? synapse ?? delays ?? (delayMax === undefined ? undefined : delayMax);
  return own === undefined && typeof rule !== "string" && rule.model === rules.patch;
}

/** @throws NirError where it would be too large, or has too many delays */
export function writeSynapses(given: ProjectionToWrite): ChainWritten {
  const { spec, built, nPre, nPost, to } = given;
  if (nPre * nPost > MOST_WEIGHTS)
    throw new NirError(
      `${spec.name}: NIR has matrices only, and one of ${nPre} x ${nPost} is too large; accepted: up to ${MOST_WEIGHTS} weights`,
    );
  const nodes = new Map<string, NirNode>();
  const edges: [string, string][] = [];
  const groups = byDelay(built);
  if (groups.length > MOST_DELAYS)
    throw new NirError(
      `${spec.name}: its synapses have ${groups.length} delays, and NIR has one for a neuron; accepted: up to ${MOST_DELAYS}`,
    );
  for (const [k, { delay, weights }] of groups.entries()) {
    const part = groups.length === 1 ? spec.name : `${spec.name}-${k + 1}`;
    let before = spec.from;
    const link = (id: string, node: NirNode) => {
      nodes.set(id, node);
      edges.push([before, id]);
      before = id;
    };
    if (delay > 0) {
      const seconds = new Float64Array(nPre).fill(delay * given.tick);
      link(`${part}-delay`, {
        type: "Delay",
        fields: new Map([["delay", numbers(seconds, given.preShape)]]),
      });
    }
    if (isConvolution(spec) && given.preShape.length === 3) link(part, convolution(given));
    else {
      if (given.preShape.length > 1)
        link(`${part}-flat`, {
          type: "Flatten",
          fields: new Map([
            ["start_dim", { shape: [], values: Int32Array.of(0) }],
            ["end_dim", { shape: [], values: Int32Array.of(-1) }],
            ["input_type", wholes(...given.preShape)],
          ]),
        });
      link(part, {
        type: "Linear",
        fields: new Map([["weight", matrix(weights, nPre, nPost, to.perWeight)]]),
      });
    }
    edges.push([before, to.node]);
  }
  return { nodes, edges };
}

/** Synapses that share a delay (ticks): calls with each one's weight. */
interface DelayGroup {
  readonly delay: number;
  readonly weights: (see: (i: number, j: number, weight: number) => void) => void;
}

function byDelay(built: Projection): DelayGroup[] {
  const { connectivity, crossbar, weight, weights, delay, extraDelay } = built;
  const wiring: Wiring = positioned(connectivity);
  const of = (at: number) =>
    crossbar ? crossbar.readGain * crossbar.state[at]! : weights ? weights[at]! : weight;
  const extraOf = extraAt(wiring, extraDelay);
  const extras = new Set<number>();
  each(wiring, (at) => extras.add(extraOf(at)));
  return [...extras]
    .sort((a, b) => a - b)
    .map((extra) => ({
      delay: delay + extra,
      weights: (see) => each(wiring, (at, i, j) => (extraOf(at) === extra ? see(i, j, of(at)) : undefined)),
    }));
}

/** Each synapse's further delay: its own, or the key of its part of a row. */
function extraAt(wiring: Wiring, extraDelay: Int32Array | undefined): (at: number) => number {
  if (extraDelay) return (at) => extraDelay[at]!;
  const { split } = wiring;
  if (!split || wholeRows(wiring) === wiring) return () => 0;
  return (at) => split.key[wiring.rowOf(at)]!;
}

/** [post][pre], several synapses of a pair added up. */
function matrix(weights: DelayGroup["weights"], nPre: number, nPost: number, perWeight: Float64Array) {
  const values = new Float64Array(nPre * nPost);
  weights((i, j, w) => {
    values[j * nPre + i]! += w * perWeight[j]!;
  });
  return { shape: [nPost, nPre], values };
}

function convolution({ spec, built, preShape, nPost, to }: ProjectionToWrite): NirNode {
  const { kernel, stride } = ruleOf(spec).values as { kernel: number; stride: number };
  const [planes, rows, cols] = preShape as [number, number, number];
  const places = (length: number) => Math.floor((length - kernel) / stride) + 1;
  const features = nPost / (places(rows) * places(cols));
  if (to.perWeight.some((w) => w !== to.perWeight[0]))
    throw new NirError(
      `${spec.name}: windows on neurons that differ share no weights; accepted: neurons alike`,
    );
  const values = new Float64Array(features * planes * kernel ** 2).fill(built.weight * to.perWeight[0]!);
  return {
    type: "Conv2d",
    fields: new Map([
      ["input_shape", wholes(rows, cols)],
      ["weight", { shape: [features, planes, kernel, kernel], values }],
      ["stride", wholes(stride, stride)],
      ["padding", wholes(0, 0)],
      ["dilation", wholes(1, 1)],
      ["groups", { shape: [], values: Int32Array.of(1) }],
      ["bias", numbers(new Float64Array(features), [features])],
    ]),
  };
}
