/** The neurons of a layer's kernel between presentations, saved as lif-cond saves its own. */
import { arrayOf, numberOf, type Saved } from "../../core/saved.js";
import type { Layer } from "./layer.js";
import type { MemoryPlan } from "./memory-plan.js";
import type { Layout } from "./module.js";

/** The arrays that the kernel has twice, present and next state, by the names under which they are saved. */
const TWICE = { v: ["vA", "vB"], gE: ["eA", "eB"], gI: ["hA", "hB"] } as const;

export class LayerNeurons {
  private readonly sides: Record<keyof typeof TWICE, readonly [Float32Array, Float32Array]>;
  private readonly deaf: readonly [Int32Array, Int32Array];
  private readonly pending: Float32Array;
  private readonly deafTo: Int32Array;

  constructor(
    private readonly layer: Layer,
    plan: MemoryPlan,
    buffer: ArrayBuffer,
    private readonly layout: Layout,
  ) {
    const both = (name: keyof typeof TWICE) =>
      [plan.float32(TWICE[name][0], buffer), plan.float32(TWICE[name][1], buffer)] as const;
    this.sides = { v: both("v"), gE: both("gE"), gI: both("gI") };
    this.deaf = [plan.int32("deafA", buffer), plan.int32("deafB", buffer)];
    this.pending = plan.float32("pending", buffer);
    this.deafTo = plan.int32("deafTo", buffer);
  }

  /** After `finish`. */
  save(now: number): Saved {
    const { neurons, inhibitsSelf } = this.layer;
    const { n } = neurons;
    const side = this.layout.flipped!.value;
    const of = (name: keyof typeof TWICE) => this.sides[name][side]!.slice(0, n);
    // Inhibition that is the same for all is one number in the kernel.
    const gI = inhibitsSelf ? new Float32Array(n).fill(this.layout.inhibitionNow!.value) : of("gI");
    // Every step takes the input of its tick: nothing waits.
    const waiting = Object.fromEntries(neurons.receptors.map((r) => [`input.${r}`, new Float32Array(n)]));
    const theta = neurons.theta!.slice();
    return {
      numbers: { next: now, steps: this.layout.phase!.value },
      arrays: {
        theta,
        v: of("v"),
        gE: of("gE"),
        gI,
        refractoryLeft: this.deaf[side]!.slice(0, n),
        ...waiting,
      },
    };
  }

  /** Right after a `finish` that put them to rest. @param justSpiked  whose inhibition arrives at the next step */
  restore(saved: Saved, justSpiked: number | undefined): void {
    const { neurons, inhibitsSelf, inhibition, constants } = this.layer;
    const { n } = neurons;
    const floats = (name: string) => arrayOf(saved, name, new Float32Array(n));
    for (const name of ["v", "gE", "gI"] as const) this.sides[name][0].set(floats(name));
    this.deaf[0].set(arrayOf(saved, "refractoryLeft", new Int32Array(n)));
    this.deafTo.fill(constants.refractorySteps);
    this.layout.phase!.value = numberOf(saved, "steps");
    if (inhibitsSelf) {
      this.layout.inhibitionNow!.value = floats("gI")[0]!;
      this.layout.inhibitionNext!.value = justSpiked === undefined ? 0 : inhibition;
    } else if (justSpiked !== undefined) {
      this.pending.fill(inhibition);
      this.pending[justSpiked] = 0;
    }
  }
}
