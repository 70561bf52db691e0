/** What the page shows is what the command line prints, digit for digit. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type FormName, forms } from "../../src/core/waveform/index.js";
import { presetDevice } from "../../src/explore/device.js";
import { droppedDevice, ownDevice } from "../../src/explore/own-device.js";
import { physicsOf } from "../../src/explore/physics.js";
import { type ExploreState, startOf } from "../../src/explore/state.js";
import { curveText, voltagesText } from "../../src/explore/written.js";
import { spikion } from "../cli/spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-explore-"));
const stdp = async (...args: string[]) => JSON.parse((await spikion("stdp", ...args, "--json")).out);

test.each(Object.keys(forms) as FormName[])("%s: the figures are those of spikion stdp", async (form) => {
  const state = startOf(form);
  expect(await stdp(form)).toMatchObject(physicsOf(state, presetDevice(state.device)).figures);
});

test("so they are with another device, its numbers, a law by formula and other factors", async () => {
  const state: ExploreState = {
    ...startOf("antisymmetric"),
    alphaPre: 0.9,
    alphaPost: 0.8,
    device: {
      preset: "eis-ysz7",
      params: { vOc: -0.1 },
      law: "hopping-butler-volmer",
      lawParams: { temperature: 310 },
    },
  };
  const set = ["--set", "params.vOc=-0.1V", "--set", "device.rate.temperature=310 K"];
  const law = ["--device", "eis-ysz7", "--rates", "hopping-butler-volmer"];
  const printed = await stdp("antisymmetric", ...law, ...set, "--alpha-pre", "0.9", "--alpha-post", "0.8");
  expect(printed).toMatchObject(physicsOf(state, presetDevice(state.device)).figures);
});

test("voltages moved by hand, and a third one, are written for --waveforms to the last bit", async () => {
  const state: ExploreState = {
    ...startOf("box-over-ramp"),
    pre: [
      [-0.1e-3, 1 / 3],
      [20e-3, 0],
    ],
    third: [
      [0, 0.2],
      [0.04, 0.2],
    ],
  };
  const file = join(folder, "voltages.yaml");
  writeFileSync(file, voltagesText(state));
  expect(await stdp("--waveforms", file)).toMatchObject(physicsOf(state, presetDevice(state.device)).figures);
});

test("the curve as CSV is what --csv writes at the same distances", async () => {
  const state = startOf("antisymmetric");
  const { deltaT, change } = physicsOf(state, presetDevice(state.device));
  const file = join(folder, "curve.csv");
  await spikion("stdp", "antisymmetric", "--delta-t=-160ms:160ms:161", "--csv", file);
  const { readFileSync } = await import("node:fs");
  const rows = readFileSync(file, "utf8").trim().split("\n").slice(1);
  const theirs = rows.map((row) => row.split(",").slice(0, 2).map(Number));
  const ours = curveText(deltaT, change).trim().split("\n").slice(1);
  expect(ours.map((row) => row.split(",").map(Number))).toEqual(theirs);
});

test("a dropped device file with its table of rates is the device that --device reads", async () => {
  const rates = "voltage_V,rate_S_per_s\n-6,-3e-6\n-2,-5e-9\n2,5e-9\n6,3e-6\n";
  const device = "preset: eis-ysz14\nparams: {gMin: 10 nS, g0: 500 nS, gMax: 2 uS}\nrate: ./rates.csv\n";
  writeFileSync(join(folder, "rates.csv"), rates);
  writeFileSync(join(folder, "mine.yaml"), device);
  const own = droppedDevice({ "mine.yaml": device, "rates.csv": rates });
  const start = startOf("antisymmetric");
  const state = { ...start, device: { ...start.device, own } };
  const printed = await stdp("antisymmetric", "--device", join(folder, "mine.yaml"));
  expect(printed).toMatchObject(physicsOf(state, ownDevice(state.device)).figures);
  expect(ownDevice({ ...start.device, own: droppedDevice({ "rates.csv": rates }) }).gMax).toBe(4000e-9);
  expect(() => droppedDevice({ "notes.txt": "" })).toThrow(
    "accepted: a device file (.yaml) or measured rates",
  );
  expect(() => droppedDevice({ "x.yaml": "prest: 1" })).toThrow('unknown key "prest"');
});

test("at a bound a spike moves no further, and at G0 the curve is the bare one to first order", () => {
  const state = startOf("ltp-only");
  const device = presetDevice(state.device);
  const full = physicsOf({ ...state, place: 1 }, device).atG!;
  expect(full.g).toBe(device.gMax);
  // Potentiation first: nothing is left but what the pair depresses.
  expect(Math.max(...full.change)).toBeLessThanOrEqual(0);
});

test("a lone spike is judged by what it leaves of the curve's peak", () => {
  const of = (form: FormName) => {
    const state = startOf(form);
    return physicsOf(state, presetDevice(state.device)).lone;
  };
  expect(of("antisymmetric").verdict).toBe("balanced");
  // Its post spike alone depresses: that is the rule.
  expect(of("box-over-ramp")).toMatchObject({ verdict: "moves" });
});
