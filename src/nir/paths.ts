/** What each population gets: all paths from other populations, linear nodes multiplied out. */
import { NirError } from "./errors.js";
import type { NodeAt } from "./fields.js";
import type { NirGraph } from "./graph.js";
import { isNeuron, NEURONS, SHAPED_BY } from "./node-types.js";
import { isLinear, LINEAR, type Operator, operatorOf, sizeOf } from "./operators.js";
import { applied, identity, product, type SparseMap, sum } from "./sparse.js";

/** What a node gives, as a sum over populations and a constant. */
interface Signal {
  readonly shape: readonly number[];
  readonly from: ReadonlyMap<string, SparseMap>;
  readonly bias: Float64Array;
}

export class Paths {
  private readonly signals = new Map<string, Signal>();
  private readonly operators = new Map<string, Operator>();
  private readonly underWay = new Set<string>();
  private readonly before = new Map<string, string[]>();

  /** @param name  of the file, for messages @throws NirError for a node that there is nothing for here */
  constructor(
    private readonly graph: NirGraph,
    readonly name: string,
  ) {
    for (const [id, { type }] of graph.nodes) {
      this.before.set(id, []);
      if (type !== "Input" && !isNeuron(type) && !isLinear(type))
        throw new NirError(
          `${name}: ${id}: a ${type} cannot be taken over; accepted: Input, Output, ${[...NEURONS, ...LINEAR].join(", ")}`,
        );
    }
    for (const [from, to] of graph.edges) this.before.get(to)!.push(from);
  }

  /** Whether a population leads to another one, not only to outputs. */
  leadsOn(id: string, seen = new Set<string>()): boolean {
    seen.add(id);
    const next = this.graph.edges.flatMap(([from, to]) => (from === id ? [to] : []));
    return next.some((to) => {
      const { type } = this.node(to);
      return isNeuron(type) || (type !== "Output" && !seen.has(to) && this.leadsOn(to, seen));
    });
  }

  /** Of a population: neurons along each axis. */
  shapeOf(id: string): readonly number[] {
    return this.outShape(id, new Set()) ?? [1];
  }

  /** All that reaches a population. */
  inputOf(id: string): Signal {
    return this.added(this.node(id), this.shapeOf(id));
  }

  node(id: string): NodeAt {
    return { ...this.graph.nodes.get(id)!, at: `${this.name}: ${id}` };
  }

  /** @param sized  nodes that were asked already: what comes from themselves says nothing of their size */
  private outShape(id: string, sized: Set<string>): readonly number[] | undefined {
    const node = this.node(id);
    if (node.type === "Input") return inputShape(node);
    if (isLinear(node.type)) {
      const known = (this.signals.get(id) ?? this.operators.get(id))?.shape;
      if (known) return known;
      const input = this.shapeBefore(id, sized);
      return input && this.operator(node, id, input).shape;
    }
    const own = node.fields.get(SHAPED_BY);
    const shape = own !== undefined && typeof own !== "string" ? own.shape : [];
    // One number may stand for all: how many there are is known from what they get.
    return sizeOf(shape) > 1 ? shape : this.shapeBefore(id, sized);
  }

  private shapeBefore(id: string, sized: Set<string>): readonly number[] | undefined {
    sized.add(id);
    for (const before of this.before.get(id)!) {
      const shape = sized.has(before) ? undefined : this.outShape(before, sized);
      if (shape) return shape;
    }
    return undefined;
  }

  private operator(node: NodeAt, id: string, input: readonly number[]): Operator {
    const made = this.operators.get(id) ?? operatorOf(node, input);
    this.operators.set(id, made);
    return made;
  }

  private signal(id: string): Signal {
    const known = this.signals.get(id);
    if (known) return known;
    const node = this.node(id);
    if (!isLinear(node.type)) {
      const shape = this.shapeOf(id);
      const n = sizeOf(shape);
      return { shape, from: new Map([[id, identity(n)]]), bias: new Float64Array(n) };
    }
    if (this.underWay.has(id)) throw new NirError(`${node.at}: lies on a loop without neurons`);
    this.underWay.add(id);
    if (this.before.get(id)!.length === 0)
      throw new NirError(`${node.at}: nothing leads to it; accepted: an Input before it`);
    const input = this.added(node, this.shapeBefore(id, new Set()) ?? [1]);
    const signal = through(node, this.operator(node, id, input.shape), input);
    this.underWay.delete(id);
    this.signals.set(id, signal);
    this.operators.delete(id);
    return signal;
  }

  /** The sum of all that leads to a node. */
  private added(node: NodeAt, shape: readonly number[]): Signal {
    const id = node.at.slice(this.name.length + 2);
    const size = sizeOf(shape);
    const from = new Map<string, SparseMap>();
    const bias = new Float64Array(size);
    for (const before of this.before.get(id)!) {
      const signal = this.signal(before);
      if (signal.bias.length !== size)
        throw new NirError(
          `${node.at}: has ${size} elements and gets ${signal.bias.length} from ${before}; accepted: as many`,
        );
      signal.bias.forEach((b, k) => {
        bias[k]! += b;
      });
      for (const [origin, map] of signal.from) {
        const known = from.get(origin);
        from.set(origin, known ? sum(known, map) : map);
      }
    }
    return { shape, from, bias };
  }
}

function through(node: NodeAt, { shape, map, bias }: Operator, input: Signal): Signal {
  try {
    const constant = applied(map, input.bias);
    return {
      shape,
      from: new Map([...input.from].map(([origin, before]) => [origin, product(before, map)])),
      bias: bias ? constant.map((c, k) => c + bias[k]!) : constant,
    };
  } catch (error) {
    if (error instanceof RangeError) throw new NirError(`${node.at}: ${error.message}`);
    throw error;
  }
}

function inputShape(node: NodeAt): readonly number[] {
  const shape = node.fields.get("shape");
  const sizes =
    shape === undefined || typeof shape === "string" || !("values" in shape) ? [] : [...shape.values];
  if (sizes.length > 0 && sizes.every((n) => Number.isInteger(n) && n > 0)) return sizes;
  throw new NirError(
    `${node.at}: its shape is ${sizes.join(" x ") || "missing"}; accepted: whole numbers from 1`,
  );
}
