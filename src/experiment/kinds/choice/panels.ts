/** What a choice run shows: its learning curve, the conductances by stimulus and choice, the rules by signal. */
import { stdpWindow } from "../../../core/stdp/window.js";
import { type AlphaCourse, alphaOf } from "../../../crossbar/modulation.js";
import { wilson95 } from "../../../metrics/interval.js";
import { type Panel, type Series, sampled } from "../../panel.js";
import type { PhysicsSpec } from "../../physics.js";
import { stateName, stateSymbol } from "../../synapse-state.js";
import type { ChoiceMetrics, Trials } from "./result.js";
import type { ChoiceSpec } from "./spec.js";

/** Trials to a point of the learning curve. */
const BLOCK = 20;

export function choicePanels(spec: ChoiceSpec, metrics: ChoiceMetrics, trials: Trials): Panel[] {
  if (metrics.trials < 1) return [];
  const panels = [learningCurve(metrics, trials), conductances(spec, metrics, trials)];
  if (spec.physics) panels.push(rules(spec, spec.physics));
  return panels;
}

function learningCurve({ trials: done, reversal, chance }: ChoiceMetrics, { right }: Trials): Panel {
  const blocks = Array.from({ length: Math.ceil(done / BLOCK) }, (_, b) => {
    const block = right.subarray(b * BLOCK, Math.min(done, (b + 1) * BLOCK));
    const count = block.reduce((sum, x) => sum + x, 0);
    const [low, high] = wilson95(count, block.length);
    return { x: b * BLOCK + block.length / 2, y: count / block.length, low, high };
  });
  const column = (key: "x" | "y" | "low" | "high") => Float64Array.from(blocks, (b) => b[key]);
  const curve = { x: column("x"), y: column("y"), low: column("low"), high: column("high") };
  const flat = (name: string, x: number[], y: number[]): Series => ({
    name,
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    mark: "dashed",
  });
  const series: Series[] = [
    { name: `right choices in ${BLOCK} trials, 95 % Wilson interval`, ...curve, mark: "line" },
    { ...flat("chance", [0, done], [chance, chance]), colour: 6 },
  ];
  if (reversal !== null && reversal < done)
    series.push({ ...flat("contingency reversed", [reversal, reversal], [0, 1]), colour: 1 });
  return {
    id: "learning",
    title: "learning curve",
    x: { label: "trial", unit: "1", domain: [0, done] },
    y: { label: "fraction of right choices", unit: "1", domain: [0, 1] },
    series,
    columns: 6,
  };
}

function conductances(
  { stimuli, choice }: ChoiceSpec,
  { trials: done, conductance: { unit = "S" } }: ChoiceMetrics,
  { conductance }: Trials,
) {
  const pairs = stimuli.count * choice.count;
  const x = Float64Array.from({ length: done }, (_, k) => k + 1);
  const series = Array.from(
    { length: pairs },
    (_, p): Series => ({
      name: `stimulus ${Math.floor(p / choice.count)} → choice ${p % choice.count}`,
      x,
      y: Float64Array.from({ length: done }, (_, k) => conductance[k * pairs + p]!),
      mark: "line",
    }),
  );
  const panel: Panel = {
    id: "conductance",
    title: `mean ${stateName(unit)}`,
    x: { label: "trial", unit: "1" },
    y: { label: `mean ${stateSymbol(unit)}`, unit },
    series,
  };
  return panel;
}

/** STDP at the values that the signal has, spikes timed as the waveforms' own times say. */
function rules({ reward, network }: ChoiceSpec, physics: PhysicsSpec): Panel {
  const { device, pre, post, modulation = {} } = physics;
  const rest = network.signals?.find((s) => s.name === reward.signal)?.start ?? 0;
  const values = [...new Set([reward.rewarded, reward.unrewarded, rest])];
  const alpha = (course: AlphaCourse | undefined, constant: number, x: number): number =>
    course?.kind === "signal" && course.signal === reward.signal ? alphaOf(course, x) : constant;
  const span = Math.max(pre.t.at(-1)! - pre.t[0]!, post.t.at(-1)! - post.t[0]!);
  const deltaT = Float64Array.from({ length: 201 }, (_, k) => ((k - 100) / 100) * span);
  const series = values.map((x): Series => {
    const change = stdpWindow({
      rate: device.rate,
      pre,
      post,
      alphaPre: alpha(modulation.pre, physics.alphaPre, x),
      alphaPost: alpha(modulation.post, physics.alphaPost, x),
      deltaT,
    });
    return { ...sampled(`${reward.signal} ${x}`, deltaT, () => 0), y: change };
  });
  return {
    id: "rules",
    title: `change by one pair at each value of ${reward.signal}`,
    x: { label: "Δt = t_post − t_pre", unit: "s" },
    y: { label: "ΔG at G₀", unit: "S" },
    series,
  };
}
