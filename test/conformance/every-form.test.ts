/** What every form of synapses keeps to, whatever it simplifies. */
import { describe, expect, test } from "vitest";
import { dense, each, type Wiring } from "../../src/core/connectivity/index.js";
import { forms as waveforms } from "../../src/core/waveform/index.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import { type FormName, forms } from "../../src/crossbar/forms/index.js";
import { openBackend } from "../../src/crossbar/kernels/tfjs-backend.js";
import type { Crossbar } from "../../src/crossbar/model.js";
import { bruteForce } from "../crossbar/brute-force.js";
import { device, play, randomTrains, sparseLists, synapsesOn, tick } from "../crossbar/playing.js";

const backend = await openBackend("cpu");
const range = device.gMax - device.gMin;
const trains = randomTrains(6, 4, 900, "every form");
const varied = { d2d: 0.2, c2c: 0.2, independentPolarity: true };

describe.each(Object.keys(forms) as FormName[])("%s", (name) => {
  const slicing = name === "sliced" ? { backend, tau: 0.25e-3 } : undefined;
  const form = name === "sliced" ? {} : { form: name };
  const make = (change: Partial<EisSpec> = {}, wiring: Wiring = dense(6, 4)) =>
    synapsesOn(wiring, { ...form, ...change }, slicing);

  test("it is as near to brute-force integration of V_G(t) as lumping leaves it", () => {
    const synapses = make();
    const before = synapses.state.slice();
    play(synapses, trains, 900);
    const { pre, post } = waveforms["box-over-ramp"];
    let most = 0;
    each(synapses.wiring, (at, i, j) => {
      const { g } = bruteForce({ device, pre, post, tick }, before[at]!, trains.pre[i]!, trains.post[j]!);
      expect(Math.abs(synapses.state[at]! - g) / range).toBeLessThan(2e-3);
      most = Math.max(most, Math.abs(g - before[at]!) / range);
    });
    expect(most).toBeGreaterThan(0.05);
  });

  test("nothing moves without a spike, nor while it does not learn", () => {
    const [silent, frozen] = [make(varied), make(varied)];
    const before = silent.state.slice();
    play(silent, { pre: [[], [], [], [], [], []], post: [[], [], [], []] }, 900);
    frozen.learning = false;
    play(frozen, trains, 900);
    expect(silent.state).toEqual(before);
    expect(frozen.state).toEqual(before);
    expect(Object.values(frozen.disturb!)).toEqual([0, 0, 0, 0]);
  });

  test("every variable has a name of its own, a meaning, and values that fit what it belongs to", () => {
    const { variables, wiring } = make(varied);
    expect(new Set(variables!.map((v) => v.name)).size).toBe(variables!.length);
    for (const variable of variables!) {
      expect(variable.doc).not.toBe("");
      if (!("values" in variable) || variable.name.startsWith("shadow.")) continue;
      const lengths = { row: wiring.nPre, column: wiring.nPost, synapse: wiring.size };
      expect(variable.values.length).toBe(lengths[variable.per as keyof typeof lengths]);
    }
  });

  test.each([
    ["a full wiring", dense(6, 4)],
    ["a sparse one", sparseLists(6, 4, 0.5, "half")],
  ])("saved in the middle of waveforms, others of its making come to the same bits on %s", (_, wiring) => {
    const step = (synapses: Crossbar, t: number) => {
      if (synapses.nextTick() <= t) synapses.settle(t);
      for (const [i, spikes] of trains.pre.entries()) if (spikes.includes(t)) synapses.pre(i, t);
      for (const [j, spikes] of trains.post.entries()) if (spikes.includes(t)) synapses.post(j, t);
    };
    const [whole, first, second] = [0, 1, 2].map(() => make(varied, wiring));
    for (let t = 0; t < 900; t++) step(whole!, t);
    for (let t = 0; t < 450; t++) step(first!, t);
    second!.restore(first!.save(), 450);
    for (let t = 450; t < 900; t++) step(second!, t);
    for (const synapses of [whole!, second!]) {
      synapses.finish(900);
      synapses.flush();
    }
    expect(second!.state).toEqual(whole!.state);
    expect(second!.save()).toEqual(whole!.save());
  });

  test("waveforms under way are in the ledger once they are over, and only there", () => {
    const synapses = make();
    play(synapses, trains, 900);
    const { lonePost, paired, pairs } = synapses.disturb!;
    expect(Math.min(lonePost, paired)).toBeGreaterThan(0);
    expect(Number.isInteger(pairs)).toBe(true);
    const after = { ...synapses.disturb! };
    synapses.finish(2000);
    synapses.flush();
    expect(synapses.disturb).toEqual(after);
  });

  test("alphas that move are followed, or refused in words", () => {
    const schedule = { kind: "schedule", at: [0, 0.1], value: [1, -1] } as const;
    const made = () => make({ modulation: { post: schedule } });
    const { constantAlphas } = forms[name] as { constantAlphas?: string };
    if (constantAlphas) expect(made).toThrow(constantAlphas);
    else expect(made).not.toThrow();
  });
});
