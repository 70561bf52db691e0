/** The time steps in C, compiled here: how far the kernel is from a native program; see native.c. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface NativeSteps {
  readonly neurons: number;
  /** CPU time of a picture's time steps by width of the vectors, bits, s; NaN where the processor lacks them. */
  readonly seconds: Readonly<Record<128 | 256, number>>;
}

const SOURCE = fileURLToPath(new URL("./native.c", import.meta.url));

/** @throws Error where there is no gcc for x64 */
export function nativeSteps(sizes: readonly number[]): NativeSteps[] {
  const folder = mkdtempSync(join(tmpdir(), "spikion-native-"));
  try {
    const programs = { 128: compile(folder, "-msse4.1"), 256: compile(folder, "-mavx2") };
    return sizes.map((neurons) => ({
      neurons,
      seconds: { 128: run(programs[128], neurons), 256: run(programs[256], neurons) },
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(folder: string, width: string): string {
  const program = join(folder, `native${width}`);
  // No fused multiply-add: the kernels round each operation.
  execFileSync("gcc", ["-O3", width, "-ffp-contract=off", SOURCE, "-o", program]);
  return program;
}

function run(program: string, neurons: number): number {
  const pictures = Math.max(30, Math.round(200_000 / neurons));
  try {
    return 1e-6 * Number(execFileSync(program, [String(neurons), String(pictures)], { encoding: "utf8" }));
  } catch (error) {
    if ((error as { signal?: string }).signal === "SIGILL") return Number.NaN;
    throw error;
  }
}
