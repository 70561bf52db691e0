import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  BACKENDS,
  BackendError,
  findBackend,
  INSTALL,
  openBackend,
  TFJS_VERSION,
  use,
} from "../../../src/crossbar/kernels/tfjs-backend.js";
import { packageRoot } from "../../../src/node/config.js";
import { backendLoaders } from "../../../src/node/tensorflow.js";

const tensorflow = await findBackend("tensorflow", backendLoaders);
const absent = "why" in tensorflow;

test("npm ci brings wasm and cpu, and both compute", async () => {
  for (const name of ["wasm", "cpu"] as const) {
    const { tf, name: used } = await openBackend(name);
    expect(used).toBe(name);
    expect(tf.tidy(() => tf.sum([1, 2, 3]).dataSync()[0])).toBe(6);
  }
});

test("a backend that others were opened after is taken up again", async () => {
  const wasm = await openBackend("wasm");
  const cpu = await openBackend("cpu");
  expect(cpu.tf.getBackend()).toBe("cpu");
  use(wasm);
  expect(wasm.tf.getBackend()).toBe("wasm");
  expect(wasm.tf.tidy(() => wasm.tf.exp(0).dataSync()[0])).toBe(1);
});

test("where nothing loads TensorFlow, auto takes wasm and says so", async () => {
  const { name, notice } = await openBackend("auto");
  expect(name).toBe("wasm");
  expect(notice).toContain("tensorflow: it runs in Node only");
});

// With tfjs-node installed these have nothing to say.
describe.skipIf(!absent)("without tfjs-node", () => {
  test("auto takes wasm, and says what is not there", async () => {
    const { name, notice } = await openBackend("auto", backendLoaders);
    expect(name).toBe("wasm");
    expect(notice).toMatch(/^backend wasm \(tensorflow: .+\)$/);
  });

  test("asked for by name it is refused in one paragraph with the command that installs it", async () => {
    const error = await openBackend("tensorflow", backendLoaders).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BackendError);
    const { message } = error as BackendError;
    expect(message).toContain(`npm install --prefix ~/.spikion @tensorflow/tfjs-node@${TFJS_VERSION}`);
    expect(message).toContain('accepted: "auto"');
    expect(message).toContain("where its download is refused: docs/tfjs-node.md");
    expect(message).not.toContain("\n");
  });
});

test("all tfjs packages are pinned to one version; tfjs-node is an optional peer that npm ci does not install", () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(packageRoot, "package.json"), "utf8"),
  ) as Record<string, Record<string, unknown>>;
  for (const name of ["tfjs-core", "tfjs-backend-cpu", "tfjs-backend-wasm"])
    expect(dependencies![`@tensorflow/${name}`]).toBe(TFJS_VERSION);
  expect(peerDependencies!["@tensorflow/tfjs-node"]).toBe(TFJS_VERSION);
  expect(peerDependenciesMeta!["@tensorflow/tfjs-node"]).toEqual({ optional: true });
  const lock = readFileSync(join(packageRoot, "package-lock.json"), "utf8");
  expect(lock).not.toContain("node_modules/@tensorflow/tfjs-node");
  for (const name of BACKENDS) expect(INSTALL[name]).toContain(TFJS_VERSION);
});
