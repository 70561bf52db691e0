import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/config.js";
import { loadWithPictures } from "./small.js";

const tiny = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");
const text = readFileSync(tiny, "utf8");
const withKernel = (kernel: string) => loadWithPictures(text, tiny, [`kernel=${kernel}`]);

test("words stay words; tfjs gets its defaults written out, and runs again from them", async () => {
  expect((await withKernel("reference")).document).toMatchObject({ kernel: "reference" });
  const { document, spec, resolvedYaml } = await withKernel("{tfjs: {tau: 0.25 ms}}");
  expect(document).toMatchObject({ kernel: { tfjs: { backend: "auto", tau: "0.25 ms", read: "events" } } });
  expect(spec).toMatchObject({ kernel: { tfjs: { backend: "auto", tau: 0.25e-3, read: "events" } } });
  expect(resolvedYaml).toContain("backend: auto");
});

const wrong: [kernel: string, problem: RegExp][] = [
  ["fast", /kernel: .*accepted: "auto", "wasm", "reference" or \{tfjs: \{backend: auto, tau: "0.1 ms"\}\}/],
  ["{tfjs: {backend: gpu}}", /backend.*|kernel.*accepted/],
  ["{tfjs: {tau: 1 ms}}", /kernel.tfjs.tau: 1 ms is longer than a tick; accepted: at most 0.5 ms/],
  ["{tfjs: {tau: 1}}", /kernel/],
  [
    "{tfjs: {tau: 1 ps}}",
    /kernel.tfjs.tau: 1 ps would cut a tick into 5.00e\+8 slices; accepted: at most 10000/,
  ],
];

test.each(wrong)("%s is refused with what is accepted", async (kernel, problem) => {
  await expect(withKernel(kernel)).rejects.toThrow(problem);
});
