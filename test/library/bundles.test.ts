/** What a bundler makes of the entries for pages: nothing of Node, and little of anything. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { consumer } from "./consumer.js";

/** Bytes, compressed, of what a program loads at once; what it loads when asked is not counted. */
async function gzipped(program: string): Promise<{ size: number; text: string }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: consumer({}) },
    bundle: true,
    write: false,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    outdir: "/out",
    metafile: true,
    logLevel: "silent",
  });
  const { outputs } = metafile;
  const loaded = new Set<string>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const { kind, path } of outputs[name]!.imports) if (kind === "import-statement") load(path);
  };
  load(Object.keys(outputs).find((name) => outputs[name]!.entryPoint)!);
  const files = outputFiles.filter(({ path }) =>
    [...loaded].some((name) => path.endsWith(name.split("/").at(-1)!)),
  );
  return {
    size: files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0),
    text: outputFiles.map((file) => file.text).join("\n"),
  };
}

// Bounds are 1.05 to 1.25 times what was measured: they notice a library that slips in, not a function more.
test.each([
  ["spikion/core, all of it", `export * from "spikion/core"`, 45_000],
  [
    "a worker that runs experiments given as objects",
    `import { quickstart, runExperiment } from "spikion/browser";
     onmessage = async ({ data }) => postMessage(await runExperiment(quickstart(data)));`,
    211_000,
  ],
  ["spikion/browser, all of it", `export * from "spikion/browser"`, 363_000],
])("%s bundles for browsers within bounds", async (name, program, most) => {
  const { size, text } = await gzipped(program);
  console.log(`${name}: ${(size / 1000).toFixed(1)} kB compressed`);
  expect(size).toBeLessThan(most);
  expect(text).not.toMatch(/["']node:/);
});

test("an import that is not used costs nothing: no module does anything by being loaded", async () => {
  const { size } = await gzipped(`import "spikion/browser"; import "spikion/core"; console.log(1);`);
  expect(size).toBeLessThan(200);
});
