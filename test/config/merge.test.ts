import { expect, test } from "vitest";
import { merge } from "../../src/config/merge.js";
import { parseYaml } from "../../src/config/yaml.js";

const laid = (base: string, over: string) =>
  merge(parseYaml(base, "base.yaml"), parseYaml(over, "over.yaml"));

test("mappings are joined key by key, all else is replaced", () => {
  const base = "a: {x: 1, y: [1, 2]}\nb: 3";
  expect(laid(base, "a: {y: [5]}\nc: 4").value).toEqual({ a: { x: 1, y: [5] }, b: 3, c: 4 });
});

test("null takes an inherited key away", () => {
  expect(laid("a: {weight: 20, from: x}", "a: {weight: null, synapse: eis}").value).toEqual({
    a: { from: "x", synapse: "eis" },
  });
});

test("another model comes without the numbers of the one below", () => {
  expect(laid("e: {model: poisson, maxRate: 1 Hz}", "e: {model: regular, period: 1 s}").value).toEqual({
    e: { model: "regular", period: "1 s" },
  });
  expect(laid("e: {model: poisson, maxRate: 1 Hz}", "e: {module: ./x.js}").value).toEqual({
    e: { module: "./x.js" },
  });
  expect(laid("p: {neuron: lif, size: 3, params: {tauM: 1 s}}", "p: {neuron: lif-exp}").value).toEqual({
    p: { neuron: "lif-exp", size: 3 },
  });
});

test("the same model keeps its numbers", () => {
  expect(laid("e: {model: poisson, maxRate: 1 Hz}", "e: {model: poisson}").value).toEqual({
    e: { model: "poisson", maxRate: "1 Hz" },
  });
  expect(laid("eis: {device: d}", "eis: {model: eis}").value).toEqual({ eis: { device: "d", model: "eis" } });
});

test("a device of which something is changed keeps its numbers; another device does not", () => {
  const base = "device: {preset: d, rate: {law: sinh}}\nparams: {vOc: -0.1 V}";
  expect(laid(base, "device: {rate: {temperature: 310 K}}").value).toEqual({
    device: { preset: "d", rate: { law: "sinh", temperature: "310 K" } },
    params: { vOc: "-0.1 V" },
  });
  expect(laid(base, "device: {preset: d, readNoise: 1 nS}").value).toHaveProperty("params");
  for (const other of ["e", "{preset: e}", "{module: ./x.js}", "{file: mine.yaml, preset: d}"])
    expect(laid(base, `device: ${other}`).value).not.toHaveProperty("params");
});

test("each value keeps the place where it was written", () => {
  const { origins } = laid("a: {x: 1, y: 2}", "\na: {y: 3}");
  expect(origins.get("a.x")).toMatchObject({ file: "base.yaml", line: 1 });
  expect(origins.get("a.y")).toMatchObject({ file: "over.yaml", line: 2 });
});
