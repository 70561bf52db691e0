import { describe, expect, test } from "vitest";
import { designOf, designs } from "../../../scripts/paper/designs.js";
import { DESIGNED, read } from "../../../scripts/paper/waveforms.js";
import { devices } from "../../../src/core/device/index.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms } from "../../../src/core/waveform/index.js";

test("there is a file for every designed form", () => {
  expect(designs.map((d) => d.form).sort()).toEqual([...DESIGNED].sort());
});

describe.each(designs)("$form does what the paper's text says of it", ({ form, file }) => {
  const reading = read(form);
  const { pre, post, device, span } = forms[form];
  const { rate } = devices[device as keyof typeof devices].create({});
  /** Change at parts of the span on either side, relative to the largest. */
  const at = (part: number) =>
    stdpWindow({ rate, pre, post, deltaT: Float64Array.of(part * span!, -part * span!) }).map(
      (s) => s / reading.peak,
    );

  test("as long and as high at the gate as its file in docs/designs allows, and no more", async () => {
    const { limits, target, device: designed } = await designOf(file);
    expect(reading.length).toBeLessThanOrEqual(limits.longest);
    expect(reading.length).toBeGreaterThan(0.97 * limits.longest);
    expect(reading.peakGate).toBeLessThanOrEqual(limits.gate);
    expect(reading.peakGate).toBeGreaterThan(0.99 * limits.gate);
    expect(reading.peak / target.peak).toBeGreaterThan(0.9);
    expect(designed.name).toBe(device);
  });

  test("large at 20 of 160, small at 160, and one spike alone leaves below 2 % of the peak", () => {
    for (const share of at(1 / 8)) expect(Math.abs(share)).toBeGreaterThan(0.5);
    for (const share of at(1)) expect(Math.abs(share)).toBeLessThan(0.02);
    expect(reading.lone).toBeLessThan(0.02);
  });

  test("larger nearer to 0, but for the dead zone", () => {
    const [nearer, near] = [at(1 / 16), at(1 / 8)];
    for (const side of [0, 1])
      if (form.includes("deadzone")) expect(Math.abs(nearer[side]!)).toBeLessThan(0.02);
      else expect(Math.abs(nearer[side]!)).toBeGreaterThan(Math.abs(near[side]!));
  });

  test("of its sign on either side", () => {
    const [after, before] = at(1 / 8);
    const odd = form.includes("antisymmetric");
    expect(after).toBeGreaterThan(0);
    expect(Math.sign(before!)).toBe(odd ? -1 : 1);
    const deltaT = Float64Array.from({ length: 161 }, (_, k) => ((k - 80) / 80) * span!);
    const curve = stdpWindow({ rate, pre, post, deltaT });
    // Even or odd to the last digit where V_post follows from V_pre, to 1 % of the peak where it was only asked for.
    const tied = post.t.every((t, k) => t === pre.t[k]);
    const off = Math.max(...curve.map((s, k) => Math.abs(s - (odd ? -1 : 1) * curve[160 - k]!)));
    expect(off / reading.peak).toBeLessThan(tied ? 1e-12 : 0.01);
    if (form.includes("ltp-only")) expect(Math.min(...curve)).toBeGreaterThanOrEqual(0);
    if (/designed-symmetric/.test(form)) expect(Math.min(...curve) / reading.peak).toBeLessThan(-0.4);
  });
});

test("with V_post scaled by -1, fig. 3's waveforms make an even curve that is negative at delta_t = 0, as in fig. 5d", () => {
  const { pre, post } = forms["designed-antisymmetric"];
  const { rate } = devices["eis-ysz14"].create({});
  const deltaT = Float64Array.from({ length: 161 }, (_, k) => (k - 80) * 2e-3);
  const curve = stdpWindow({ rate, pre, post, alphaPost: -1, deltaT });
  const most = Math.max(...curve.map(Math.abs));
  expect(curve[80]).toBe(-most);
  for (const [k, s] of curve.entries()) expect(Math.abs(s - curve[160 - k]!)).toBeLessThan(1e-12 * most);
});
