/** A run that is there already: the same config, data, code and program give the same bits, so it need not be repeated. */

import { inputHashes } from "../node/inputs.js";
import { codeHash } from "../node/program.js";
import { type RunFolder, readRunFolder } from "../node/run-folder.js";
import type { Manifest } from "../report/manifest.js";

/** What a run computes from, besides its config. */
export interface Inputs {
  readonly dataHash: string | null;
  readonly modules: Readonly<Record<string, string>>;
}

/**
 * The finished run of this config in a folder.
 * @returns  undefined where it was interrupted, is damaged, or had other data, code or another version of the program
 */
export async function finishedRun(
  dir: string,
  resolvedYaml: string,
  inputs: Inputs,
): Promise<RunFolder | undefined> {
  const found = await readRunFolder(dir).catch(() => undefined);
  if (found === undefined || found.resolvedYaml !== resolvedYaml) return undefined;
  const now = { ...inputs, inputs: inputHashes(resolvedYaml), code: codeHash() };
  return isSame(found.manifest, now) ? found : undefined;
}

/** Whether a run of now would have the same bits. */
export function isSame(
  { interrupted, dataHash, modules, inputs, code }: Manifest,
  now: Inputs & Pick<Manifest, "inputs" | "code">,
): boolean {
  return (
    !interrupted &&
    code === now.code &&
    dataHash === now.dataHash &&
    equal(modules, now.modules) &&
    equal(inputs, now.inputs)
  );
}

function equal(a: Readonly<Record<string, string>> = {}, b: Readonly<Record<string, string>> = {}): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}
