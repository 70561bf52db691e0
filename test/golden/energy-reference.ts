/** Reference values of energies and technologies, by an independent implementation. Keys carry their units. */
import { readFileSync } from "node:fs";

export interface GoldenTechnology {
  d2d?: number;
  d2d_ASSUMED?: number;
  d2d_at_nS?: number;
  c2c_metric_upper?: number;
  c2c_ASSUMED?: number;
  E_per_event_fJ: number | [number, number];
  t_prog_s?: number;
  t_prog_s_ASSUMED?: number;
  G_range_nS_ASSUMED: [number, number];
  drift_nu_ASSUMED?: number;
}

export interface GoldenEnergy {
  energy: {
    R_divider_ohm_ASSUMED: number;
    gate_area_nm2_ASSUMED: number;
    eps_r_YSZ_ASSUMED: number;
    C_gate_F: number;
    RC_over_2_s: number;
    delta_t_s: number[];
    E_divider_fJ: number[];
    E_capacitor_loss_smallRC_fJ: number[];
    E_lone_spike_divider_fJ: number;
    E_insertion_fJ: number;
    insertion_charge_C: number;
    insertion_assumptions: {
      channel_nm2: number;
      t_WO3_nm: number;
      W_density_per_m3: number;
      dlnG_dx: number;
      dG_over_G: number;
      V_peak_V: number;
    };
    CV2_10V_fJ: number;
    paper_E_per_spike_event_fJ: [number, number];
    paper_insertion_upper_fJ: number;
  };
  technologies: Record<"EIS" | "RRAM" | "PCM" | "FTJ" | "FeFET", GoldenTechnology>;
}

export const goldenEnergy = JSON.parse(
  readFileSync(new URL("./energy-reference.json", import.meta.url), "utf8"),
) as GoldenEnergy;
