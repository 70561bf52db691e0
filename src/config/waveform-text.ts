/** Waveforms as the YAML that `--waveforms` and networks take. */
import { formatQuantity } from "../core/units.js";
import type { Waveform } from "../core/waveform/model.js";

export interface WrittenWaveforms {
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly third?: Waveform;
}

/** @param about  lines of a comment above them */
export function waveformText(waveforms: WrittenWaveforms, about: readonly string[]): string {
  const lines = about.flatMap((text) => text.split("\n")).map((line) => `# ${line}`.trimEnd());
  for (const key of ["pre", "post", "third"] as const) {
    const w = waveforms[key];
    if (!w) continue;
    const knots = Array.from(w.t, (t, k) => `["${exact(t, "s")}", "${exact(w.v[k]!, "V")}"]`);
    lines.push(`${key}:`, ...knots.map((knot) => `  - ${knot}`));
  }
  return `${lines.join("\n")}\n`;
}

function exact(si: number, unit: "s" | "V"): string {
  return formatQuantity(si, unit, "exact");
}
