import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FrontEnd } from "../../src/core/front/model.js";
import { Pictures } from "../../src/experiment/kinds/classify/pictures.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { factsOf } from "../../src/experiment/kinds/index.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { receptiveFields } from "../../src/report/plots/receptive-fields.js";

const tiny = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");
const SMALL = ["train.images=12", "label.images=12", "test.images=8"];
const load = async (...set: string[]) =>
  (await loadExperiment(tiny, { set: [...SMALL, ...set] })).spec as ClassifySpec;
const EDGES = "front={model: oriented-edges, blur: 0.5}";

test("the front end works once per picture, whatever it is shown for", () => {
  let calls = 0;
  const front: FrontEnd = {
    shape: { planes: 1, rows: 1, cols: 2 },
    apply: (values, to) => {
      calls++;
      to.set([values[0]! + values[1]!, 1]);
    },
  };
  const pictures = new Pictures(front);
  const images = { count: 2, rows: 1, cols: 2, pixels: Uint8Array.of(1, 2, 3, 4), labels: new Uint8Array(2) };
  expect([...Array.from(pictures.of(images, 1)), ...Array.from(pictures.of(images, 0))]).toEqual([
    7, 1, 3, 1,
  ]);
  expect([...Array.from(pictures.of(images, 1))]).toEqual([7, 1]);
  expect(calls).toBe(2);
  const others = { ...images, pixels: Uint8Array.of(9, 9, 9, 9) };
  expect([...Array.from(pictures.of(others, 1))]).toEqual([18, 1]);
  expect([...Array.from(new Pictures(undefined).of(images, 1))]).toEqual([3, 4]);
});

test("every kernel learns the same from it, and something else than from pixels", async () => {
  const sha = async (...set: string[]) => (await runExperiment(await load(...set))).metrics.weightsSha256;
  const wasm = await sha(EDGES, "kernel=wasm");
  expect(await sha(EDGES, "kernel=reference")).toBe(wasm);
  expect(await sha("kernel=wasm")).not.toBe(wasm);
});

test("several go one after the other; a name alone stands for its defaults", async () => {
  const { front } = await load("front=[deskew, {model: oriented-edges, pool: 2}]");
  expect(front!.parts.map(({ name }) => name)).toEqual(["deskew", "oriented-edges"]);
  expect(front!.parts[1]!.values).toEqual({ blur: 1, orientations: 4, signed: 0, pool: 2 });
  expect(front!.end.shape).toEqual({ planes: 4, rows: 14, cols: 14 });
  expect((await load("front=sqrt")).front!.parts).toEqual([{ name: "sqrt", values: {} }]);
  expect((await load("front=none")).front).toBe(undefined);
});

test.each([
  [
    "on-off",
    /populations\.input\.size: 784 is not the number of values that the front end gives; accepted: 1568 for 2 planes of 28 x 28/,
  ],
  ["{model: oriented-edges, pool: 3}", /front: pool: squares of 3 x 3 do not fill 28 x 28/],
  ["[oriented-edges, deskew]", /front: takes pictures of one plane, not of 4/],
  ["oriented-edge", /front: "oriented-edge" is not a front end; .*did you mean "oriented-edges"/],
  ["{model: blur, sigma: -1}", /front\.sigma: -1 is out of range/],
  ["{model: blur, sgima: 1}", /front\.sgima: unknown key "sgima"/],
  ["[]", /front/],
])("front=%s is refused in words", async (value, message) => {
  await expect(load(`front=${value}`)).rejects.toThrow(message);
});

test("a module of the user's own stands for one, with numbers of its own", async () => {
  const folder = mkdtempSync(join(tmpdir(), "spikion-front-"));
  writeFileSync(
    join(folder, "flip.mjs"),
    `export const doc = "bright becomes dark where there is anything";
export const params = { top: { unit: "1", default: 255, doc: "of the values", source: "assumed" } };
export const create = ({ top }, shape) => ({
  shape,
  apply: (values, to) => { for (let i = 0; i < to.length; i++) to[i] = values[i] > 0 ? top - values[i] / 2 : 0; },
});
`,
  );
  writeFileSync(join(folder, "x.yaml"), `extends: ${tiny}\nfront: {module: ./flip.mjs, top: 300}\n`);
  const spec = (await loadExperiment(join(folder, "x.yaml"), { set: SMALL })).spec as ClassifySpec;
  const to = new Float32Array(784);
  spec.front!.end.apply(new Float32Array(784).fill(100), to);
  expect(to[0]).toBe(250);
  expect(factsOf(spec)).toMatchObject({ front: { parts: [{ values: { top: 300 } }] } });
});

test("the report draws fields in pixels and plane beside plane, and says what pictures went through", async () => {
  const spec = await load(EDGES);
  const result = await runExperiment(spec);
  const figure = await receptiveFields.draw(result, factsOf(spec) as never);
  expect(figure!.body.text.match(/data:image\/png/g)!.length).toBe(3);
  expect(figure!.caption.text).toContain("4 × 14 × 14 inputs");
  const own = { ...spec.front!, parts: [{ name: "./mine.js", values: {} }] };
  const without = await receptiveFields.draw(result, factsOf({ ...spec, front: own }) as never);
  expect(without!.body.text.match(/data:image\/png/g)!.length).toBe(2);
});
