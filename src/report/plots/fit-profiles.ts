/** Profile likelihoods of a fit: how far a number may be from its best value. */
import type { Panel } from "../../experiment/panel.js";
import type { DeviceFit } from "../../fit/fit.js";

const [BLUE, INK] = [0, 6];
/** Fall of the log likelihood at the ends of a 95 % interval. */
const FALL_95 = 1.92;

const of = (values: Iterable<number>): Float64Array => Float64Array.from(values);

const PROFILED: Readonly<Record<string, { readonly label: string; readonly unit: "1" | "S" }>> = {
  betaPlus: { label: "β+", unit: "1" },
  betaMinus: { label: "β−", unit: "1" },
  gMax: { label: "G_max", unit: "S" },
  gMin: { label: "G_min", unit: "S" },
};

export function profilePanels({ profiles }: DeviceFit): Panel[] {
  return Object.entries(profiles).flatMap(([name, points]): Panel[] => {
    const shown = points.filter((p) => p.fall < 4 * FALL_95);
    if (shown.length < 2) return [];
    const { label, unit } = PROFILED[name] ?? { label: name, unit: "1" };
    const x = of(shown.map((p) => p.value));
    const ends = of([x[0]!, x.at(-1)!]);
    const curve = smooth(shown);
    return [
      {
        id: `profile-${name}`,
        title: `Profile of ${label} (dashed: 95 %)`,
        x: { label, unit },
        y: { label: "fall of ln L", unit: "1" },
        series: [
          { name: label, ...curve, mark: "line", colour: BLUE, silent: true },
          {
            name: "points",
            x,
            y: of(shown.map((p) => Math.max(0, p.fall))),
            mark: "dots",
            colour: BLUE,
            silent: true,
          },
          { name: "95 %", x: ends, y: ends.map(() => FALL_95), mark: "dashed", colour: INK, silent: true },
        ],
      },
    ];
  });
}

/** The profile between its points: the signed root of the fall is nearly a line where the fall is nearly a parabola. */
function smooth(points: readonly { readonly value: number; readonly fall: number }[]): {
  x: Float64Array;
  y: Float64Array;
} {
  const best = points.reduce((k, p, at) => (p.fall < points[k]!.fall ? at : k), 0);
  const root = points.map((p, k) => (k < best ? -1 : 1) * Math.sqrt(Math.max(0, p.fall)));
  const parts = 20;
  const at = (values: readonly number[], k: number): number => {
    const left = Math.min(points.length - 2, Math.floor(k / parts));
    return values[left]! + (k / parts - left) * (values[left + 1]! - values[left]!);
  };
  const grid = Array.from({ length: (points.length - 1) * parts + 1 }, (_, k) => k);
  const values = points.map((p) => p.value);
  return { x: of(grid.map((k) => at(values, k))), y: of(grid.map((k) => at(root, k) ** 2)) };
}
