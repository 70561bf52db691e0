/** The neurons of a layer's kernel between presentations, saved as lif-cond saves its own. */
import { neuronState } from "../../core/neuron/state.js";
import type { ListVariable, NumberVariable, StateVariable } from "../../core/state.js";
import type { Layer } from "./layer.js";
import type { MemoryPlan } from "./memory-plan.js";
import type { Layout } from "./module.js";

/** The arrays that the kernel has twice, present and next state, by the names under which they are saved. */
const TWICE = { v: ["vA", "vB"], gE: ["eA", "eB"], gI: ["hA", "hB"] } as const;

export class LayerNeurons {
  private readonly sides: Record<keyof typeof TWICE, readonly [Float32Array, Float32Array]>;
  private readonly refractoryLeft: readonly [Int32Array, Int32Array];
  private readonly pending: Float32Array;
  private readonly refractoryTo: Int32Array;

  constructor(
    private readonly layer: Layer,
    plan: MemoryPlan,
    buffer: ArrayBufferLike,
    private readonly layout: Layout,
  ) {
    const both = (name: keyof typeof TWICE) =>
      [plan.float32(TWICE[name][0], buffer), plan.float32(TWICE[name][1], buffer)] as const;
    this.sides = { v: both("v"), gE: both("gE"), gI: both("gI") };
    this.refractoryLeft = [plan.int32("refractoryA", buffer), plan.int32("refractoryB", buffer)];
    this.pending = plan.float32("pending", buffer);
    this.refractoryTo = plan.int32("refractoryTo", buffer);
  }

  /**
   * Those of lif-cond by the same names and bounds, bound to the kernel's arrays; after `finish`. Thresholds and inputs stay
   * where they are: every step takes the input of its tick, nothing waits.
   * @param now  present tick
   */
  variables(now: () => number): StateVariable[] {
    const { layout } = this;
    const phase = layout.phase!;
    const moved: Record<string, Place> = {
      next: { get: now, set: () => {} },
      steps: {
        get: () => phase.value as number,
        set: (steps) => {
          phase.value = steps;
        },
      },
      v: this.place("v"),
      gE: this.place("gE"),
      gI: this.layer.inhibitsSelf ? this.sharedInhibition() : this.place("gI"),
      refractoryLeft: {
        list: () => this.refractoryLeft[layout.flipped!.value as 0 | 1].slice(0, this.layer.neurons.n),
        take: (left) => {
          this.refractoryLeft[0].set(left);
          this.refractoryTo.fill(this.layer.constants.refractorySteps);
        },
      },
    };
    return neuronState(this.layer.neurons).map((variable) => {
      const place = moved[variable.name];
      return place ? rebound(variable, place, this.layer.neurons.n) : variable;
    });
  }

  private place(name: keyof typeof TWICE): Place {
    const sides = this.sides[name];
    return {
      list: () => sides[this.layout.flipped!.value as 0 | 1].slice(0, this.layer.neurons.n),
      take: (values) => sides[0].set(values),
    };
  }

  /** Inhibition that is the same for all is one number in the kernel. */
  private sharedInhibition(): Place {
    const inhibition = this.layout.inhibitionNow!;
    return {
      list: () => new Float32Array(this.layer.neurons.n).fill(inhibition.value as number),
      take: (values) => {
        inhibition.value = values[0]!;
      },
    };
  }

  /** Inhibition arrives at the next step; right after a `finish` that put all to rest. @param spiked  the neuron it is of */
  inhibit(spiked: number | undefined): void {
    const { inhibitsSelf, inhibition } = this.layer;
    if (inhibitsSelf) this.layout.inhibitionNext!.value = spiked === undefined ? 0 : inhibition;
    else if (spiked !== undefined) {
      this.pending.fill(inhibition);
      this.pending[spiked] = 0;
    }
  }
}

type Place = Pick<NumberVariable, "get" | "set"> | Pick<ListVariable, "list" | "take">;

/** The same variable at another place. */
function rebound(
  { name, unit, per, doc, bounds }: StateVariable,
  place: Place,
  length: number,
): StateVariable {
  const about = { name, unit, doc, ...(bounds ? { bounds } : {}) };
  return "get" in place ? { ...about, per: "one", ...place } : { ...about, per, length, ...place };
}
