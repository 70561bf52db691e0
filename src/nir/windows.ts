/** Convolutions and pools of NIR as sparse maps: elements are counted [channel, row, column]. */
import { Entries, type SparseMap } from "./sparse.js";

/** Rows and columns. */
export type Pair = readonly [rows: number, cols: number];

export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Rows above and columns to the left that are zero. */
  readonly before: Pair;
  /** Of output. */
  readonly out: Pair;
  readonly dilation: Pair;
}

/** @param padding  zeros on each side, or "same" or "valid" @throws RangeError where no window fits */
export function windowOf(
  size: Pair,
  kernel: Pair,
  stride: Pair,
  padding: Pair | string,
  dilation: Pair,
): Window {
  const reach = kernel.map((k, a) => dilation[a]! * (k - 1)) as unknown as Pair;
  if (padding === "same" && (stride[0] !== 1 || stride[1] !== 1))
    throw new RangeError('padding "same" with a stride above 1; accepted: a stride of 1');
  if (typeof padding === "string" && padding !== "same" && padding !== "valid")
    throw new RangeError(`padding "${padding}"; accepted: "same", "valid" or numbers`);
  const along = (a: 0 | 1): readonly [before: number, out: number] => {
    if (padding === "same") return [Math.floor(reach[a] / 2), size[a]];
    const zeros = typeof padding === "string" ? 0 : padding[a];
    return [zeros, Math.floor((size[a] + 2 * zeros - reach[a] - 1) / stride[a]) + 1];
  };
  const [rows, cols] = [along(0), along(1)];
  if (!(rows[1] > 0 && cols[1] > 0))
    throw new RangeError(`a window of ${kernel.join(" x ")} does not fit on ${size.join(" x ")}`);
  return { kernel, stride, before: [rows[0], cols[0]], out: [rows[1], cols[1]], dilation };
}

/**
 * @param channels  of input and output
 * @param weight  of a kernel's place; 0 where the two channels are not joined
 */
export function windowMap(
  size: Pair,
  { kernel, stride, before, out, dilation }: Window,
  channels: { readonly from: number; readonly to: number },
  joined: (to: number) => readonly [first: number, end: number],
  weight: (to: number, from: number, y: number, x: number) => number,
): SparseMap {
  const [rows, cols] = size;
  const entries = new Entries(channels.from * rows * cols, channels.to * out[0] * out[1]);
  for (let to = 0; to < channels.to; to++) {
    const [first, end] = joined(to);
    for (let oy = 0; oy < out[0]; oy++)
      for (let ox = 0; ox < out[1]; ox++) {
        const post = (to * out[0] + oy) * out[1] + ox;
        for (let from = first; from < end; from++)
          for (let ky = 0; ky < kernel[0]; ky++) {
            const y = oy * stride[0] - before[0] + ky * dilation[0];
            if (y < 0 || y >= rows) continue;
            for (let kx = 0; kx < kernel[1]; kx++) {
              const x = ox * stride[1] - before[1] + kx * dilation[1];
              if (x >= 0 && x < cols)
                entries.add((from * rows + y) * cols + x, post, weight(to, from, ky, kx));
            }
          }
      }
  }
  return entries.map();
}
