/** Beginnings by name: every named pair of voltages, the three speeds, the technologies that are compared. */
import type { DeviceName } from "../core/device/index.js";
import { type FormName, forms } from "../core/waveform/index.js";
import { type ExploreState, startOf } from "./state.js";

export interface Preset {
  readonly name: string;
  readonly group: "learning" | "curves of the paper" | "speeds" | "technologies";
  readonly form: FormName;
  readonly device?: DeviceName;
  /** Length of V_G's reference point where another than the form's own shows more, s. */
  readonly deltaT?: number;
}

export const presets: readonly Preset[] = [
  { name: "Box over ramp: learns digits", group: "learning", form: "box-over-ramp" },
  { name: "Fig. 3, 4a: antisymmetric", group: "curves of the paper", form: "designed-antisymmetric" },
  { name: "Fig. 4b: potentiation only", group: "curves of the paper", form: "designed-ltp-only" },
  { name: "Fig. 4c: symmetric", group: "curves of the paper", form: "designed-symmetric" },
  {
    name: "Fig. 4d: with a dead zone",
    group: "curves of the paper",
    form: "designed-antisymmetric-deadzone",
  },
  { name: "Fig. 5b: first synapse", group: "curves of the paper", form: "antisymmetric" },
  { name: "Fig. 5b: second synapse", group: "curves of the paper", form: "heterogeneous-b" },
  { name: "Fig. 7a: 100 ms", group: "speeds", form: "designed-antisymmetric" },
  { name: "Fig. 7b: 100 µs", group: "speeds", form: "designed-antisymmetric-us" },
  { name: "Fig. 7c: 100 ns", group: "speeds", form: "designed-antisymmetric-ns" },
  { name: "Learning in microseconds", group: "speeds", form: "box-over-ramp-us" },
  { name: "Learning in 100 ns", group: "speeds", form: "box-over-ramp-ns" },
  { name: "RRAM", group: "technologies", form: "box-over-ramp", device: "rram" },
  { name: "PCM", group: "technologies", form: "box-over-ramp", device: "pcm" },
  { name: "FTJ", group: "technologies", form: "box-over-ramp", device: "ftj" },
  { name: "FeFET", group: "technologies", form: "box-over-ramp", device: "fefet" },
  { name: "Ideal", group: "technologies", form: "box-over-ramp", device: "ideal" },
];

/** The state that a preset stands for; what is trained stays as it is. */
export function presetState(preset: Preset, train: ExploreState["train"]): ExploreState {
  const { form, device, deltaT } = preset;
  const start = startOf(form);
  return {
    ...start,
    ...(device ? { device: { preset: device, params: {}, lawParams: {} } } : {}),
    deltaT: deltaT ?? start.deltaT,
    train,
  };
}

/** What a named pair is, in a sentence, and where it comes from. */
export function aboutForm(form: FormName): { doc: string; source: string } {
  const { doc, source } = forms[form];
  return { doc, source };
}
