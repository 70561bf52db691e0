import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forms } from "../../../src/core/waveform/index.js";
import { readWaveformFile } from "../../../src/node/config.js";
import { spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-rescale-"));
const out = join(folder, "waves.yaml");

test.each([
  ["box-over-ramp-us", ["--time", "0.001"]],
  ["box-over-ramp-ns", ["--time", "1e-5", "--to", "eis-ysz7"]],
  ["antisymmetric-100us", ["antisymmetric", "--time", "0.001", "--gate", "10V"]],
  ["antisymmetric-100ns", ["antisymmetric", "--time", "1e-6", "--gate", "10V", "--to", "eis-ysz7"]],
] as const)("%s is what rescale %j writes", async (form, args) => {
  const { code, err } = await spikion("rescale", ...args, "--out", out);
  expect(err).toBe("");
  expect(code).toBe(0);
  const { pre, post } = readWaveformFile(out);
  for (const [side, w] of [
    ["pre", pre],
    ["post", post],
  ] as const)
    for (const [k, v] of w.v.entries()) {
      // Forms are written to four or five digits.
      expect(v / (forms[form][side].v[k]! || 1)).toBeCloseTo(forms[form][side].v[k] === 0 ? 0 : 1, 3);
      expect(w.t[k]).toBeCloseTo(forms[form][side].t[k]!, 15);
    }
});

test.each([
  [["rescale", "nope"], /"nope" is not a form; accepted: box-over-ramp/],
  [["rescale", "--time", "0"], /--time: "0" is not above 0/],
  [["rescale", "--to", "eis"], /--to: "eis" is not a device; accepted: eis-ysz14/],
  [["rescale", "antisymmetric", "--time", "0.001"], /V_pre: no amplitude .*; --gate keeps/],
  [
    ["rescale", "--gate", "10V", "--tick", "1ms"],
    /--gate: accepted: a voltage above 0 such as 10V, and no --tick/,
  ],
  [["rescale", "symmetric", "--waveforms", "x.yaml"], /accepted: one of them/],
])("%j is refused in words", async (args, words) => {
  const { code, err } = await spikion(...args);
  expect(code).toBe(2);
  expect(err).toMatch(words);
});
