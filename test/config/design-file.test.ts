import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { waveformText } from "../../src/config/waveform-text.js";
import { forms } from "../../src/core/waveform/index.js";
import { loadExperiment, readDesignFile, readWaveformFile } from "../../src/node/config.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-design-"));
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const problem = (content: string) =>
  readDesignFile(file("wrong.yaml", content)).then(
    () => "nothing",
    (error: Error) => `${error.name}: ${error.message}`,
  );

test("what is left out follows from how long the curve is", async () => {
  const slow = await readDesignFile(
    file("slow.yaml", "target: {exponential: {tauPlus: 20 ms, tauMinus: 40 ms, ratio: 0.6, peak: 30 nS}}"),
  );
  expect(slow.target).toMatchObject({ from: -0.2, to: 0.1, peak: 30e-9, gap: 1e-3 });
  expect(slow.limits).toMatchObject({ voltage: 12, gate: 12, knots: 8, tick: 0.5e-3, lone: 0.02 });
  expect(slow.limits.shortest).toBeCloseTo(0.2e-3, 12);
  expect(slow.limits.longest).toBeCloseTo(0.3, 12);
  const fast = await readDesignFile(
    file("fast.yaml", "target: {exponential: {tauPlus: 20 us, tauMinus: 40 us}}\nlimits: {voltage: 24 V}"),
  );
  expect(fast.limits).toMatchObject({ tick: 1e-5, voltage: 24 });
  expect(fast.limits.shortest).toBeCloseTo(0.3e-6, 12);
  // A twentieth of 40 us is itself a 2 times a power of ten.
  const even = await readDesignFile(
    file("even.yaml", "target: {exponential: {tauPlus: 4 us, tauMinus: 4 us}}"),
  );
  expect(even.limits.tick).toBe(2e-6);
});

test("V_post may follow from V_pre, and what a pair moves in all may be limited", async () => {
  const text = (limits: string) => `target: {deadZone: {peak: 10 nS}}\nlimits: {${limits}}`;
  const read = (name: string, limits: string) =>
    readDesignFile(file(name, text(limits))).then((d) => d.limits);
  expect(await read("inverted.yaml", "post: inverted, grossPair: 150 %")).toMatchObject({
    tied: -1,
    grossPair: 1.5,
  });
  expect((await read("same.yaml", "post: same")).tied).toBe(1);
  const free = await read("free.yaml", "post: free");
  expect(free).not.toHaveProperty("tied");
  expect(free).not.toHaveProperty("grossPair");
  expect(await problem(text("post: mirrored"))).toMatch(/limits.post: "mirrored" .*free.*same.*inverted/);
});

test("a curve and its limits are read from where the file is; rates of one's own keep the gate within them", async () => {
  file("curve.csv", "delta_t_s,delta_g_S\n-0.1,0\n0,1e-8\n0,-2e-8\n0.1,0\n");
  file("rates.csv", "voltage_V,rate_S_per_s\n-5,-1e-6\n-2,-1e-9\n2,2e-9\n5.5,3e-6\n");
  const own = file("own.yaml", "target: {curve: curve.csv, lone: {post: -1 nS}}\ndevice: {rate: rates.csv}");
  const { target, limits, device } = await readDesignFile(own);
  expect(target).toMatchObject({
    from: -0.1,
    to: 0.1,
    peak: 2e-8,
    steps: [0],
    lone: { pre: 0, post: -1e-9 },
  });
  expect(limits.gate).toBe(5);
  expect(device.rate.rate(5.5)).toBeCloseTo(3e-6, 12);
  const shifted = await readDesignFile(own, { set: ["params.vOc=-0.1 V", "limits.gate=4 V"] });
  expect(shifted.device.rate.vOc).toBe(-0.1);
  expect(shifted.limits.gate).toBe(4);
});

test.each([
  ["target: {exponentail: {}}", 'unknown key "exponentail" (did you mean "exponential"?)'],
  ["target: {ltpOnly: {widht: 3 ms}}", 'unknown key "widht" (did you mean "width"?)'],
  ["target: {}", "target: says no curve; accepted: one of"],
  ["target: {ltpOnly: {}, symmetric: {}}", "target: has symmetric and ltpOnly; accepted: one of"],
  ["target: {symmetric: {tau: 20}}", "20 is a bare number; accepted: a time with its unit"],
  ["target: {symmetric: {peak: 0 S}}", "target.symmetric.peak: is 0 S; accepted: a change above or below 0"],
  ["target: {ltdOnly: {peak: -3 nS}}", '"-3 nS" is out of range'],
  ["target: {curve: absent.csv}", "target.curve:"],
  [
    "target: {symmetric: {}, gap: 1 s}\nlimits: {knots: 3}",
    "limits.knots: got 3; accepted: a whole number of knots",
  ],
  ["target: {exponential: {}, gap: 1 s}", "target.gap: leaves no delta_t that is asked for"],
  [
    "target: {symmetric: {}}\nlimits: {shortest: 40 ms}",
    "limits.shortest: 8 knots at least 40 ms apart take 280 ms",
  ],
  [
    "target: {symmetric: {}}\nlimits: {tick: 10 us}",
    "limits.tick: a waveform of 200 ms is 20000 ticks of 10 µs",
  ],
  ["target: {symmetric: {}}\ndevice: eis-ysz15", 'device: "eis-ysz15" is not a device'],
  ["target: {symmetric: {}}\nlimits: {lone: 0}", "limits.lone: 0 is out of range"],
  [
    "target: {symmetric: {}}\nstarts: 0",
    "starts: got 0; accepted: a whole number of searches from 1 to 10000",
  ],
  ["- 1", "is not a mapping"],
])("%s is refused in words", async (content, words) => {
  expect(await problem(content)).toContain(words);
  expect(await problem(content)).toMatch(/^ConfigError/);
});

test.each([
  ["t,g\n0,1\n", "the first row is"],
  ["delta_t_s,delta_g_S\n0,1e-9\n-1,1e-9\n1,0\n", "-1 s comes after 0 s; accepted: ascending delta_t"],
  ["delta_t_s,delta_g_S\n0,1\n0,2\n0,3\n", "a third time; accepted: twice, a step"],
  ["delta_t_s,delta_g_S\n0,1\n1,nan\n", "is not a row"],
  ["delta_t_s,delta_g_S\n0,1\n1,0x10\n2,1\n", "is not a row"],
  ["delta_t_s,delta_g_S\n0,1e-9\n1,0\n", "has 2 rows; accepted: three or more"],
  ["delta_t_s,delta_g_S\n0,0\n1,0\n2,0\n", "wants no change at all"],
])("a curve file %j is refused in words", async (content, words) => {
  file("bad.csv", content);
  expect(await problem("target: {curve: bad.csv}")).toContain(words);
});

test("waveforms written are read back bit for bit, and a network takes the file by its path", async () => {
  const { pre, post } = forms["box-over-ramp"];
  const path = file("waves.yaml", waveformText({ pre, post }, ["made by a test", "on two lines"]));
  expect(readWaveformFile(path)).toEqual({ pre, post });
  const at = "network.projections.feedforward.synapses.eis.waveforms";
  const smoke = "experiments/smoke/mnist-tiny.yaml";
  const [own, named] = await Promise.all([
    loadExperiment(smoke, { set: [`${at}=${path}`] }),
    loadExperiment(smoke, { set: [`${at}=box-over-ramp`] }),
  ]);
  expect(own.resolvedYaml).not.toContain("waves.yaml");
  for (const { spec } of [own, named])
    expect(spec.kind === "classify" ? spec.physics : undefined).toMatchObject({ pre, post });
});

test("a waveform file that is not there, or holds a third voltage, is refused where it is named", async () => {
  const third = file(
    "third.yaml",
    "pre: [[0 s, 1 V], [1 ms, 0 V]]\npost: [[0 s, 1 V], [1 ms, 0 V]]\nthird: [[0 s, 1 V], [1 ms, 0 V]]",
  );
  const load = (path: string) =>
    loadExperiment("experiments/smoke/mnist-tiny.yaml", {
      set: [`network.projections.feedforward.synapses.eis.waveforms=${path}`],
    });
  await expect(load(join(folder, "absent.yaml"))).rejects.toThrow(/eis\.waveforms: .*there is no such file/);
  await expect(load(third)).rejects.toThrow(/has a third voltage/);
});
