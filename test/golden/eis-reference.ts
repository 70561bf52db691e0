/** Reference values of the device physics, computed by an independent implementation. Keys carry their units. */
import { readFileSync } from "node:fs";

type Knots = [t: number, v: number][];

export interface GoldenTable {
  V_nodes_V: number[];
  r_pos_nS_per_s: number[];
  r_neg_magnitude_nS_per_s: number[];
  sinh_v0_V: number;
  sinh_a_nS_per_s: number;
  probe_V: number[];
  probe_r_nS_per_s: number[];
  probe_R_nS_V_per_s: number[];
}

export interface GoldenForm {
  rate_table: "ysz14nm" | "ysz7nm";
  V_pre_knots_s_V: Knots;
  V_post_knots_s_V: Knots;
  delta_t_s: number[];
  dG_table_nS: number[];
  "dG_sliced_rtol1e-6_nS": number[];
  scale_factor: number;
  peak_pos_nS: number;
  peak_neg_nS: number;
  lone_pre_nS: number;
  lone_post_nS: number;
  lone_pre_gross_nS: number;
  peak_gate_V: number;
}

export interface Golden {
  rateTables: Record<"ysz14nm" | "ysz7nm", GoldenTable>;
  forms: Record<
    | "fig4a_canonical"
    | "fig4b_ltp_only"
    | "fig4c_symmetric"
    | "fig4d_deadzone"
    | "fig5_synapse_B"
    | "fig7b_100us_10V_14nm"
    | "fig7c_100ns_10V_7nm",
    GoldenForm
  >;
  fig5dDopamine: { alpha_pre: number; alpha_post: number[]; delta_t_s: number[]; dG_table_nS: number[][] };
  thirdSignal: { rule: string; c_V: number[]; delta_t_s: number[]; dG_table_nS: number[][] };
  fig6Cycling: {
    Gmin_nS: number;
    G0_nS: number;
    Gmax_nS: number;
    beta: number;
    N_LTP: number;
    N_LTD: number;
    cycles: number;
    S_LTP_scaled_nS: number;
    S_LTD_scaled_nS: number;
    G_start_nS: number;
    directional_high_nS: number[];
    directional_low_nS: number[];
  };
}

export const golden = JSON.parse(
  readFileSync(new URL("./eis-reference.json", import.meta.url), "utf8"),
) as Golden;

/** The named form of each golden one that has a name. */
export const goldenNames = {
  antisymmetric: "fig4a_canonical",
  "ltp-only": "fig4b_ltp_only",
  symmetric: "fig4c_symmetric",
  "antisymmetric-deadzone": "fig4d_deadzone",
  "heterogeneous-b": "fig5_synapse_B",
  "antisymmetric-100us": "fig7b_100us_10V_14nm",
  "antisymmetric-100ns": "fig7c_100ns_10V_7nm",
} as const;
