/** Looks at what of this machine the program can use. */
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseYaml } from "../config/yaml.js";
import { BACKENDS, findBackend, INSTALL, RECIPE } from "../crossbar/kernels/tfjs-backend.js";
import { DatasetError } from "../dataset/errors.js";
import type { DatasetManifest } from "../dataset/manifest.js";
import { supported } from "../engine/wasm/module.js";
import { loadDataset, packageRoot } from "../node/config.js";
import { pair } from "../node/pairing.js";
import { backendLoaders } from "../node/tensorflow.js";

export interface Diagnosis {
  readonly node: { readonly version: string; readonly wanted: string; readonly accepted: boolean };
  /** Whether our own kernels run: WebAssembly with 128-bit SIMD. */
  readonly simd: boolean;
  /** Whether this V8 pairs the kernel's vectors to 256 bits. */
  readonly paired: boolean;
  /** With `compare`: whether both kernels gave the same bits. */
  readonly equal?: boolean;
  /** Threads that a run takes unless told otherwise. */
  readonly workers: number;
  readonly backends: readonly BackendDiagnosis[];
  readonly datasets: readonly {
    readonly name: string;
    readonly present: boolean;
    /** What is missing, and what to do. */
    readonly why?: string;
  }[];
}

export interface BackendDiagnosis {
  readonly name: string;
  readonly available: boolean;
  /** Whether `auto` takes it. */
  readonly first: boolean;
  readonly version?: string;
  readonly why?: string;
  /** The command that adds it. */
  readonly install: string;
  /** What to read where that command cannot download what it needs. */
  readonly recipe?: string;
}

export async function examine(): Promise<Diagnosis> {
  const { engines } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
    engines: { node: string };
  };
  const version = process.versions.node;
  return {
    node: { version, wanted: engines.node, accepted: atLeast(version, engines.node) },
    simd: supported(),
    paired: pair(),
    workers: availableParallelism(),
    backends: await backends(),
    datasets: datasets(),
  };
}

async function backends(): Promise<BackendDiagnosis[]> {
  const all: BackendDiagnosis[] = [];
  for (const name of BACKENDS) {
    const found = await findBackend(name, backendLoaders);
    const install = INSTALL[name];
    if ("tf" in found) {
      const first = !all.some((b) => b.available);
      all.push({ name, available: true, first, version: found.version, install });
    } else {
      const recipe = name === "tensorflow" ? { recipe: RECIPE } : {};
      all.push({ name, available: false, first: false, why: found.why, install, ...recipe });
    }
  }
  return all;
}

function datasets(): Diagnosis["datasets"] {
  const folder = join(packageRoot, "datasets");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => {
      const name = file.replace(/\.yaml$/, "");
      const { value } = parseYaml(readFileSync(join(folder, file), "utf8"), file);
      try {
        loadDataset(value as unknown as DatasetManifest, folder);
        return { name, present: true };
      } catch (error) {
        if (!(error instanceof DatasetError)) throw error;
        return { name, present: false, why: error.message };
      }
    });
}

/** @param wanted  ">=20.19" */
export function atLeast(version: string, wanted: string): boolean {
  const numbers = (text: string) => text.replace(/^\D+/, "").split(".").map(Number);
  const [have, want] = [numbers(version), numbers(wanted)];
  for (const [k, w] of want.entries()) if (have[k] !== w) return (have[k] ?? 0) > w;
  return true;
}
