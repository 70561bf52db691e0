/** Whether the designed forms are what `spikion design` makes of docs/designs/huang-2025-*.yaml. */
import { join } from "node:path";
import type { DesignSpec } from "../../src/config/design-file.js";
import { design } from "../../src/core/design/design.js";
import { Random } from "../../src/core/random.js";
import { type FormName, forms, type Waveform } from "../../src/core/waveform/index.js";
import { packageRoot, readDesignFile } from "../../src/node/config.js";

const FIGURES = {
  "designed-antisymmetric": "4a",
  "designed-ltp-only": "4b",
  "designed-symmetric": "4c",
  "designed-antisymmetric-deadzone": "4d",
} as const;
const SCALES = { ms: "", us: "-us", ns: "-ns" } as const;

/** Every designed form, with its file in docs/designs. */
export const designs: readonly { readonly form: FormName; readonly file: string }[] = Object.entries(
  FIGURES,
).flatMap(([name, figure]) =>
  Object.entries(SCALES).map(([scale, suffix]) => ({
    form: `${name}${suffix}` as FormName,
    file: `huang-2025-${figure}-${scale}.yaml`,
  })),
);

export function designOf(file: string): Promise<DesignSpec> {
  return readDesignFile(join(packageRoot, "docs", "designs", file));
}

/** @returns the forms whose knots are not those that are found again */
export async function strayForms(): Promise<string[]> {
  const stray: string[] = [];
  for (const { form, file } of designs) {
    const { device, target, limits, starts, seed } = await designOf(file);
    const random = Random.of(seed, "design");
    const found = design({ rate: device.rate, target, limits, starts, random });
    if (!alike(found.pre, forms[form].pre) || !alike(found.post, forms[form].post)) stray.push(form);
  }
  return stray;
}

function alike(a: Waveform, b: Waveform): boolean {
  return a.t.length === b.t.length && a.t.every((t, k) => t === b.t[k] && a.v[k]! + 0 === b.v[k]! + 0);
}
