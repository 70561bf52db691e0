/** What the light below the STDP curve says of a lone spike. */
import type { Verdict } from "./physics.js";
import { type ExploreState, isNamed } from "./state.js";

/** Words and shapes beside the colours. */
const LIGHTS: Record<Verdict, readonly [sign: string, words: string]> = {
  balanced: ["●", "a lone spike leaves less than 2 % of the peak"],
  drifts: ["▲", "a lone spike leaves 2 to 10 % of the peak: synapses drift unless pairs balance it"],
  moves: [
    "■",
    "a lone spike leaves more than 10 % of the peak: each moves its synapses, which pairs must balance",
  ],
};

export interface LoneLight {
  /** Of the style sheet. */
  readonly name: Verdict | "intended";
  readonly sign: string;
  readonly words: string;
}

/** Box over ramp learns by what its post spike alone depresses: there the light is no warning. */
export function loneLight(state: ExploreState, verdict: Verdict): LoneLight {
  if (verdict === "moves" && state.form.startsWith("box-over-ramp") && isNamed(state))
    return {
      name: "intended",
      sign: "■",
      words:
        "a lone spike leaves more than 10 % of the peak, on purpose: a post spike depresses whatever it does not pair with",
    };
  const [sign, words] = LIGHTS[verdict];
  return { name: verdict, sign, words };
}
