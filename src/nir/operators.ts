/** Linear nodes of NIR as sparse maps with a bias. */
import { NirError } from "./errors.js";
import { fieldOf, type NodeAt, numbersOf, pairOf, wholeOf } from "./fields.js";
import { Entries, identity, type SparseMap } from "./sparse.js";
import { type Pair, windowMap, windowOf } from "./windows.js";

export interface Operator {
  /** Of its output. */
  readonly shape: readonly number[];
  readonly map: SparseMap;
  /** By output element; absent: none. */
  readonly bias?: Float64Array;
}

type Make = (node: NodeAt, shape: readonly number[]) => Operator;

/** By type: from the shape of the input. */
const operators: Readonly<Record<string, Make>> = {
  Identity: (_, shape) => ({ shape, map: identity(sizeOf(shape)) }),
  Output: (_, shape) => ({ shape, map: identity(sizeOf(shape)) }),
  Linear: matrix,
  Affine: (node, shape) => ({ ...matrix(node, shape), bias: numbersOf(node, "bias").values }),
  Scale: (node, shape) => ({ shape, map: diagonal(node, "scale", shape) }),
  Delay: (node, shape) => {
    const delay = broadcast(node, "delay", sizeOf(shape));
    const wrong = delay.find((d) => !(d >= 0));
    if (wrong !== undefined) throw new NirError(`${node.at}: a delay of ${wrong} s; accepted: from 0 s`);
    return { shape, map: identity(delay.length, delay) };
  },
  Flatten: flatten,
  Conv1d: (node, shape) => convolution(node, shape, 1),
  Conv2d: (node, shape) => convolution(node, shape, 2),
  SumPool2d: (node, shape) => pool(node, shape, () => 1),
  AvgPool2d: (node, shape) => pool(node, shape, ([rows, cols]) => 1 / (rows * cols)),
};

export const LINEAR = Object.keys(operators).filter((type) => type !== "Identity" && type !== "Output");

export function isLinear(type: string): boolean {
  return Object.hasOwn(operators, type);
}

/** @param shape  of the input @throws NirError where node and input do not fit */
export function operatorOf(node: NodeAt, shape: readonly number[]): Operator {
  try {
    const made = operators[node.type]!(node, shape);
    if (made.map.nPre !== sizeOf(shape))
      throw new RangeError(
        `takes ${made.map.nPre} elements and gets ${sizeOf(shape)} (${shape.join(" x ")})`,
      );
    if (made.bias && made.bias.length !== made.map.nPost)
      throw new RangeError(`has ${made.bias.length} numbers as its bias; accepted: ${made.map.nPost}`);
    return made;
  } catch (error) {
    if (error instanceof RangeError) throw new NirError(`${node.at}: ${error.message}`);
    throw error;
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** One number for each element. */
export function broadcast(node: NodeAt, name: string, size: number): Float64Array {
  const { values } = numbersOf(node, name);
  if (values.length === size) return values;
  if (values.length === 1) return new Float64Array(size).fill(values[0]!);
  throw new NirError(`${node.at}: "${name}" has ${values.length} numbers; accepted: ${size}`);
}

/** [.., out, in]: axes before the last two are that many matrices side by side. */
function matrix(node: NodeAt, _: readonly number[]): Operator {
  const { shape, values } = numbersOf(node, "weight");
  if (shape.length < 2) throw new RangeError(`"weight" has ${shape.length} axes; accepted: [out, in]`);
  const [nOut, nIn] = shape.slice(-2) as [number, number];
  const side = shape.slice(0, -2);
  const count = sizeOf(side);
  const entries = new Entries(count * nIn, count * nOut);
  for (let b = 0; b < count; b++)
    for (let i = 0; i < nIn; i++)
      for (let o = 0; o < nOut; o++)
        entries.add(b * nIn + i, b * nOut + o, values[(b * nOut + o) * nIn + i]!);
  return { shape: [...side, nOut], map: entries.map() };
}

function diagonal(node: NodeAt, name: string, shape: readonly number[]): SparseMap {
  const factor = broadcast(node, name, sizeOf(shape));
  const entries = new Entries(factor.length, factor.length);
  factor.forEach((f, k) => {
    entries.add(k, k, f);
  });
  return entries.map();
}

function flatten(node: NodeAt, shape: readonly number[]): Operator {
  const start = wholeOf(node, "start_dim", 0);
  const given = wholeOf(node, "end_dim", -1);
  const end = given < 0 ? shape.length + given : given;
  const flat = [...shape.slice(0, start), sizeOf(shape.slice(start, end + 1)), ...shape.slice(end + 1)];
  return { shape: flat, map: identity(sizeOf(shape)) };
}

/** Weights are [out, in per group, ..kernel]. */
function convolution(node: NodeAt, shape: readonly number[], axes: 1 | 2): Operator {
  const weight = numbersOf(node, "weight");
  if (weight.shape.length !== axes + 2 || shape.length !== axes + 1)
    throw new RangeError(
      `"weight" has ${weight.shape.length} axes and the input ${shape.length}; accepted: ${axes + 2} and ${axes + 1}`,
    );
  const two = (sizes: readonly number[]): Pair => (axes === 1 ? [1, sizes[0]!] : [sizes[0]!, sizes[1]!]);
  const [to, inGroup] = weight.shape as [number, number];
  const [from, ...places] = shape as [number, ...number[]];
  const groups = wholeOf(node, "groups", 1);
  if (groups < 1 || inGroup * groups !== from || to % groups !== 0)
    throw new RangeError(
      `${from} channels, ${groups} groups of ${inGroup}, ${to} channels of output: do not fit`,
    );
  const kernel = two(weight.shape.slice(2));
  const padding = fieldOf(node, "padding");
  const one = (name: string, missing: number) => pairOf(node, name, missing, axes);
  const size = two(places);
  const zeros = typeof padding === "string" ? padding : one("padding", 0);
  const window = windowOf(size, kernel, one("stride", 1), zeros, one("dilation", 1));
  const map = windowMap(
    size,
    window,
    { from, to },
    (o) => {
      const group = Math.floor(o / (to / groups));
      return [group * inGroup, (group + 1) * inGroup];
    },
    (o, i, y, x) => weight.values[((o * inGroup + (i % inGroup)) * kernel[0] + y) * kernel[1] + x]!,
  );
  const perPlace = window.out[0] * window.out[1];
  const bias = numbersOf(node, "bias").values;
  if (bias.length !== to && bias.length !== 1)
    throw new RangeError(`has ${bias.length} numbers as its bias; accepted: ${to}`);
  return {
    shape: axes === 1 ? [to, window.out[1]] : [to, ...window.out],
    map,
    bias: Float64Array.from(
      { length: to * perPlace },
      (_, k) => bias[bias.length === 1 ? 0 : Math.floor(k / perPlace)]!,
    ),
  };
}

function pool(node: NodeAt, shape: readonly number[], weightOf: (kernel: Pair) => number): Operator {
  if (shape.length !== 3)
    throw new RangeError(`the input has ${shape.length} axes; accepted: [channels, rows, columns]`);
  const [channels, rows, cols] = shape as [number, number, number];
  const kernel = pairOf(node, "kernel_size", 1, 2);
  const window = windowOf(
    [rows, cols],
    kernel,
    pairOf(node, "stride", 1, 2),
    pairOf(node, "padding", 0, 2),
    [1, 1],
  );
  const weight = weightOf(kernel);
  const map = windowMap(
    [rows, cols],
    window,
    { from: channels, to: channels },
    (c) => [c, c + 1],
    () => weight,
  );
  return { shape: [channels, ...window.out], map };
}
