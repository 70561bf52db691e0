/** Design files of the page are what spikion design reads. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDesignFile } from "../../src/config/design-file.js";
import { shapes } from "../../src/core/design/shapes.js";
import { formatQuantity } from "../../src/core/units.js";
import { presetDevice } from "../../src/explore/device.js";
import { physicsOf } from "../../src/explore/physics.js";
import { Sketch } from "../../src/explore/sketch.js";
import { startOf } from "../../src/explore/state.js";
import { designText, voltagesText } from "../../src/explore/written.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { spikion } from "../cli/spikion.js";

const state = startOf("antisymmetric");

test.each(Object.entries(shapes))(
  "a wanted %s, as the page writes it, is read",
  async (shape, { params }) => {
    const values = Object.fromEntries(
      Object.entries(params).map(([key, p]) => [key, formatQuantity(p.default, p.unit)]),
    );
    const text = designText(state, { shape, values, knots: 6, volts: 10 });
    const spec = await readDesignFile(memoryFiles({ "wanted.yaml": text }), "wanted.yaml");
    expect(spec.limits).toMatchObject({ knots: 6, voltage: 10 });
    expect(spec.device.name).toBe("eis-ysz14");
  },
);

test("a curve that is drawn fast has no gaps, and is read with the design file beside it", async () => {
  const sketch = new Sketch();
  expect(() => sketch.text()).toThrow("draw the wanted curve into the STDP curve first");
  for (const [dt, nS] of [
    [-0.08, 0],
    [-0.07, -10],
    [-0.06, 0],
    [0, 30],
    [0.05, 5],
    [0.08, 0],
  ] as const)
    sketch.put(dt, nS * 1e-9, 0.16);
  // 2 ms apart where the hand was nearer than an eighth of the range.
  expect(sketch.x.filter((dt) => dt >= -0.08 && dt <= -0.06)).toHaveLength(11);
  const text = designText(
    { ...state, device: { ...state.device, law: "sinh" } },
    { shape: "drawn", values: {}, knots: 8, volts: 12 },
  );
  const files = memoryFiles({ "wanted.yaml": text, "curve.csv": sketch.text() });
  const { target } = await readDesignFile(files, "wanted.yaml");
  expect(target.peak).toBe(30 * 1e-9);
  expect(target.value(-0.07)).toBe(-10 * 1e-9);
  sketch.clear();
  expect(sketch.x).toEqual([]);
});

test("a curve from a file stands in the place of what was drawn, to the letter, until something is drawn again", () => {
  const sketch = new Sketch();
  sketch.put(0.01, 5e-9, 0.16);
  // Two points at one time are a step, which no hand could draw.
  const text = "delta_t_s,delta_g_S\n-1,0\n0,-1e-9\n0,1e-9\n1,0\n";
  sketch.load({ text, x: [-1, 0, 0, 1], y: [0, -1e-9, 1e-9, 0] });
  expect([sketch.loaded, sketch.text(), sketch.y[2]]).toEqual([true, text, 1e-9]);
  sketch.put(0.02, 3e-9, 0.16);
  expect([sketch.loaded, sketch.x]).toEqual([false, [0.02]]);
});

const VOLTAGES = "Made by spikion explore: spikion stdp --waveforms THIS_FILE --device ";
const about = (changed: Partial<typeof state>) => voltagesText({ ...state, ...changed }).split("\n")[0];

test("voltages name the command that draws their curve, with all that was changed", () => {
  expect(about({})).toBe(`# ${VOLTAGES}eis-ysz14`);
  const device = { ...state.device, params: { vOc: -0.1, beta: 2 }, law: "sinh" } as const;
  expect(about({ device, alphaPre: 0.7, alphaPost: -1 })).toBe(
    `# ${VOLTAGES}eis-ysz14 --rates sinh --set 'params.vOc=-100 mV' --set params.beta=2 --alpha-pre=0.7 --alpha-post=-1`,
  );
  const own = { name: "mine & yours.yaml", text: "{}" };
  expect(about({ device: { ...device, own, params: {} } })).toBe(`# ${VOLTAGES}'mine & yours.yaml'`);
});

test("that command draws the page's curve", async () => {
  const changed = {
    ...state,
    alphaPost: 0.9,
    device: {
      ...state.device,
      params: { vOc: -0.1 },
      law: "hopping-butler-volmer",
      lawParams: { temperature: 310 },
    },
  } as const;
  const text = voltagesText(changed);
  const file = join(mkdtempSync(join(tmpdir(), "spikion-voltages-")), "voltages.yaml");
  writeFileSync(file, text);
  const command = text
    .split("\n")[0]!
    .replace(/.*spikion /, "")
    .replace("THIS_FILE", file);
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, inQuotes, plain]) => inQuotes ?? plain!);
  const { out, err } = await spikion(...words, "--json");
  expect(err).toBe("");
  const { figures } = physicsOf(changed, presetDevice(changed.device));
  expect(JSON.parse(out)).toMatchObject({ lonePost: figures.lonePost, peakGate: figures.peakGate });
});
