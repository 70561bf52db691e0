import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../../src/node/config.js";
import { folderWith, SIMULATE } from "../../config/small.js";
import { spikion } from "../spikion.js";

const packaged = (name: string) => join(packageRoot, "experiments", `${name}.yaml`);

test("check says what run refuses: a kernel that does not fit the network", async () => {
  const set = ["--set", "kernel=wasm", "--set", "network.projections.feedforward.synapses.eis.form=ordered"];
  const { code, out, err } = await spikion("check", packaged("smoke/mnist-tiny"), ...set);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/mnist-tiny\.yaml: kernel: "wasm" cannot run this network: .*accepted: "auto"/);
  expect(await spikion("check", packaged("smoke/mnist-tiny"), "--set", "kernel=wasm")).toMatchObject({
    code: 0,
  });
});

test("check says what run refuses: state that is not there", async () => {
  const probes = "probes: [{kind: state, of: output, variable: nonsense, every: 1 ms}]\n";
  const folder = folderWith({ "x.yaml": `${SIMULATE}${probes}` });
  const { code, err } = await spikion("check", join(folder, "x.yaml"));
  expect(code).toBe(2);
  expect(err).toMatch(/x\.yaml: probes\.0\.variable: "output" has no state variable "nonsense"; it has: /);
});

test("check tells of gate voltages beyond the given rates, as a run does", async () => {
  const rates = "{law: table, voltage: [-2 V, -1 V, 1 V, 2 V], rate: [-9 nS/s, -5 nS/s, 5 nS/s, 9 nS/s]}";
  const set = [
    "--set",
    `network.projections.feedforward.synapses.eis.device={preset: eis-ysz14, rate: ${rates}}`,
  ];
  const { code, err } = await spikion("check", packaged("studies/coincidence"), ...set);
  expect(code).toBe(0);
  expect(err).toMatch(/coincidence\.yaml: gate voltages of .* exceed the range of the given rates/);
});
