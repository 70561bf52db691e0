/** Reference values beside `eis-reference.ts`: physics law, pulses, dynamic level. Keys carry their units. */
import { readFileSync } from "node:fs";

export interface GoldenPhysics {
  physicsLaw: {
    Ve_14nm_V: number;
    Ve_7nm_V: number;
    Vi_V: number;
    probe_V: number[];
    r14_nS_per_s: number[];
    R14_nS_V_per_s: number[];
    r7_nS_per_s: number[];
    T_K: number[];
    r14_at_2_4_6_V_vs_T_nS_per_s: number[][];
  };
  windowsByPhysicsLaw: Record<string, number[]>;
  pulses: {
    t_pulse_s: number[];
    V_V: number[];
    dG_quasistatic_nS: number[][];
    dG_dynamic_nS: number[][];
    dynamic_g0: number;
    dynamic_ginf: number;
    dynamic_tau_s: number;
  };
  dynamicLevel: {
    peaks: Record<
      string,
      { delta_t_s: number; dG_quasistatic_nS: number; dG_dynamic_nS: number; factor: number }
    >;
  };
}

export const goldenPhysics = JSON.parse(
  readFileSync(new URL("./eis-physics.json", import.meta.url), "utf8"),
) as GoldenPhysics;
