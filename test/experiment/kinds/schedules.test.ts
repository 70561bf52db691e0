/** Gain, thresholds and times of showing that a classification may choose, in every kernel. */
import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { forms } from "../../../src/core/waveform/index.js";
import { atGain } from "../../../src/crossbar/gain.js";
import { answers, frozenPass } from "../../../src/experiment/kinds/classify/frozen.js";
import { gateFacts, gateRow } from "../../../src/experiment/kinds/classify/gate-facts.js";
import { classify } from "../../../src/experiment/kinds/classify/index.js";
import { openSession } from "../../../src/experiment/kinds/classify/session.js";
import type { ClassifySpec } from "../../../src/experiment/kinds/classify/spec.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { plain } from "../../../src/experiment/text.js";
import { spec } from "../bars.js";

const { pre, post } = forms["box-over-ramp"];
const device = devices["eis-ysz14"].create({});
const physics = { device, pre, post, alphaPre: 1, alphaPost: 1 };
const tick = 0.5e-3;
const short = { train: { images: 60, epochs: 1 }, label: { images: 30 } } as const;

const KERNELS = ["reference", "wasm", { tfjs: { backend: "cpu", tau: 0.5e-3 } }] as const;

describe.each(KERNELS.map((kernel) => [typeof kernel === "string" ? kernel : "tfjs", kernel] as const))(
  "the kernel %s",
  (_name, kernel) => {
    test("starts from raised amplitudes as from waveforms that are written so", async () => {
      const gain = 2;
      const raised = atGain({ ...physics, rate: device.rate, tick }, "amplitude", gain).post;
      const first: Partial<ClassifySpec> = {
        train: { images: 1, epochs: 1 },
        label: { images: 2 },
        test: { split: "test", images: 2 },
        kernel,
      };
      const started = await runExperiment(
        spec({ ...first, gain: { schedule: "amplitude", start: gain, end: 0.2 } }),
      );
      const written = await runExperiment(
        spec({ ...first, gain: { schedule: "amplitude", end: 1 } }, 0, { post: raised }),
      );
      // Tables are made at steps of 2 % of the gain: the nearest of them is within 1 % of 2.
      for (const [at, g] of started.conductance.entries())
        expect(Math.abs(g / written.conductance[at]! - 1)).toBeLessThan(0.02);
      expect(started.conductance).not.toEqual(
        (await runExperiment(spec({ ...first, gain: { schedule: "amplitude", end: 0.2 } }))).conductance,
      );
    });

    test("shows pictures of each frozen pass for its own time", () => {
      const of = spec({
        kernel,
        label: { images: 20, duration: 0.7 },
        test: { split: "test", images: 20, duration: 0.1 },
      });
      const { presenter } = openSession(of, {});
      expect([presenter.ticks, presenter.frozenTicks]).toEqual([700, { label: 1400, test: 200 }]);
      const spikes = (phase: "label" | "test") =>
        answers(of, presenter, frozenPass(of, phase), 0, 20).reduce((sum, n) => sum + n, 0);
      // Seven times as long: the same neurons answer some seven times as often.
      const ratio = spikes("label") / spikes("test");
      expect(ratio).toBeGreaterThan(4);
      expect(ratio).toBeLessThan(12);
    });
  },
);

test("wasm and reference give the same bits with a raised start, devices that vary, and times of their own", async () => {
  const [a, b] = await Promise.all(
    (["wasm", "reference"] as const).map((kernel) =>
      runExperiment(
        spec(
          {
            kernel,
            train: { images: 60, epochs: 1 },
            label: { images: 30, duration: 0.5 },
            test: { split: "test", images: 30, duration: 0.2 },
            gain: { schedule: "amplitude", start: 4, end: 0.2 },
          },
          0.1,
        ),
      ),
    ),
  );
  expect(a!.metrics.weightsSha256).toBe(b!.metrics.weightsSha256);
  expect(a!.meanCounts).toEqual(b!.meanCounts);
  expect(a!.confusion).toEqual(b!.confusion);
});

test("a duration that is that of the training changes no bit", async () => {
  const usual = await runExperiment(spec(short));
  const said = await runExperiment(
    spec({
      ...short,
      label: { images: 30, duration: 0.35 },
      test: { split: "test", images: 120, duration: 0.35 },
    }),
  );
  expect(said.meanCounts).toEqual(usual.meanCounts);
  expect(said.confusion).toEqual(usual.confusion);
});

test("read-outs hear how often neurons would answer in the time of a test showing", async () => {
  const heard: Float64Array[] = [];
  const own = {
    mine: {
      doc: "keeps what it is given",
      score: (
        _counts: ArrayLike<number>,
        r: Float64Array,
        _labels: Int32Array,
        _n: number,
        out: Float64Array,
      ) => {
        heard.push(r);
        out.fill(0);
        out[0] = 1;
      },
    },
  };
  const { meanCounts } = await runExperiment(
    spec({
      ...short,
      label: { images: 30, duration: 0.7 },
      test: { split: "test", images: 2, duration: 0.35, own },
    }),
  );
  expect(heard[0]).toEqual(meanCounts.map((r) => r / 2));
});

test("the report says what the gate reaches, and where that leaves the measured rates", () => {
  const words = (start?: number) =>
    plain(
      gateRow(gateFacts(physics, { schedule: "amplitude", end: 0.2, tick, ...(start ? { start } : {}) }))[1],
    );
  // V_pre and V_post at their highest: (10 V + 3 V) / 2.
  expect(words()).toMatch(
    /^-5\.38 V to 6\.5 V when training starts, .*; peak 6\.5 V; rates were measured from -6 V to 6 V: beyond/,
  );
  const peak = Number(words(4).match(/peak ([\d.]+) V/)![1]);
  expect(peak).toBeCloseTo(7.5, 1);
});

test("voltages beyond the given rates count from the raised amplitudes", () => {
  const beyond = (start: number) =>
    classify.extrapolations!(spec({ physics, gain: { schedule: "amplitude", start, end: 0.2 } }));
  expect(beyond(1)).toEqual([]);
  // 7 doublings of 1 V on the terminal, 0.5 V on the gate: 3.3 V more are still within the table's 12 V.
  expect(beyond(100)).toEqual([]);
  const given = { ...device.rate, given: { from: -6, to: 7 } };
  const narrow = { ...physics, device: { ...device, rate: given } };
  const told = classify.extrapolations!(
    spec({ physics: narrow, gain: { schedule: "amplitude", start: 4, end: 0.2 } }),
  );
  expect(told).toEqual([
    expect.stringMatching(/gate voltages of -6\.\d+ V to 7\.\d+ V exceed the range of the given rates/),
  ]);
});

test("voltages below the written ones are not told as reached: the larger of the gains at start and end counts", () => {
  const given = { ...device.rate, given: { from: -6, to: 6.2 } };
  const narrow = { ...physics, device: { ...device, rate: given } };
  const beyond = (start: number, end: number) =>
    classify.extrapolations!(spec({ physics: narrow, gain: { schedule: "amplitude", start, end } }));
  expect(beyond(1, 0.2)).toHaveLength(1);
  expect(beyond(0.1, 0.1)).toEqual([]);
  expect(beyond(0.1, 1)).toEqual(beyond(1, 0.2));
});

test("homeostasis: auto says before the run what it took", () => {
  const homeostasis = { ...spec().homeostasis, thetaPlus: 0.4e-3, servoGain: 1e-5, targetSpikes: 15 };
  expect(classify.notices!(spec({ homeostasis, automaticHomeostasis: true }))).toEqual([
    "homeostasis: auto takes thetaPlus 400 µV, thetaPlusEnd 0.05, servoGain 10 µV and targetSpikes 15 for 9 neurons and 300 training presentations",
  ]);
  expect(classify.notices!(spec())).toEqual([]);
});
