/** Threads of the kernel for tests: the program of such a thread, made of the sources. */
import { buildSync } from "esbuild";
import type { ThreadMeans } from "../../../src/engine/wasm/threads.js";
import { packageRoot } from "../../../src/node/disk.js";
import { kernelThreads } from "../../../src/node/kernel-threads.js";

export function testThreads(): ThreadMeans {
  const { outputFiles } = buildSync({
    entryPoints: [`${packageRoot}/src/node/kernel-thread.ts`],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  const text = Buffer.from(outputFiles[0]!.contents).toString("base64");
  return kernelThreads(new URL(`data:text/javascript;base64,${text}`));
}
