/**
 * Plastic projections beside the first, or the one whose neurons are read: they learn with it and freeze with it. Their
 * synapses may have other devices, voltages and alphas, and their rows may be the same neurons.
 */
import { packedSingle, unpack } from "../core/connectivity/index.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Network } from "../network/build.js";
import type { ShapedArray } from "./kind.js";

/** Conductances by projection, [pre][post] unpadded. */
export type OtherConductances = Readonly<Record<string, ArrayLike<number>>>;

/** Plastic synapses of a network without those of `plastic`, by projection. */
export function furtherCrossbars({ projections }: Network, plastic: string): ReadonlyMap<string, Crossbar> {
  return new Map(
    projections.flatMap(({ name, crossbar }) => (crossbar && name !== plastic ? [[name, crossbar]] : [])),
  );
}

/** Stop learning, as what was trained where that is given. @throws RangeError where a projection is missing in it */
export function freezeFurther(others: ReadonlyMap<string, Crossbar>, trained?: OtherConductances): void {
  for (const [name, crossbar] of others) {
    crossbar.learning = false;
    if (!trained) continue;
    const conductance = trained[name];
    if (conductance?.length !== crossbar.wiring.count)
      throw new RangeError(`the trained network has no projection "${name}" of this size`);
    unpack(crossbar.wiring, conductance, crossbar.state);
  }
}

/** What they hold. */
export function conductancesOf(others: ReadonlyMap<string, Crossbar>): Record<string, Float32Array> {
  return Object.fromEntries(
    [...others].map(([name, crossbar]) => [name, packedSingle(crossbar.wiring, crossbar.state)]),
  );
}

/** What a frozen network reads of them; an array of `held` itself where the read is ideal. */
export function readFurther(
  further: ReadonlyMap<string, Crossbar>,
  held: Readonly<Record<string, Float32Array>>,
): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(held).map(([name, g]) => [name, further.get(name)!.read?.(g) ?? g]),
  );
}

/** One array after the other: what a hash is taken of. */
export function concatenated(arrays: readonly Float32Array[]): Float32Array {
  if (arrays.length === 1) return arrays[0]!;
  const all = new Float32Array(arrays.reduce((n, a) => n + a.length, 0));
  let at = 0;
  for (const a of arrays) {
    all.set(a, at);
    at += a.length;
  }
  return all;
}

/** Arrays of weights.npz for further plastic projections: `conductance-<name>`, flat. */
export function further(others: Readonly<Record<string, Float32Array>> = {}): Record<string, ShapedArray> {
  return Object.fromEntries(
    Object.entries(others).map(([name, values]) => [
      `conductance-${name}`,
      { shape: [values.length], values },
    ]),
  );
}
