/** The figures of one run in words, tables and a picture. */
import { drawPicture, svgDocument } from "../src/report/plots/svg.js";
import type { KernelRow, Phases } from "./kernels.js";
import type { Machine } from "./machine.js";
import type { Timing } from "./measure.js";
import type { PeerResult } from "./peers/brian2.js";
import type { NativeSteps } from "./peers/native.js";
import type { TfjsRow } from "./tfjs.js";
import type { Throughput } from "./training.js";

export interface Results {
  readonly date: string;
  readonly version: string;
  readonly machine: Machine;
  readonly kernels: readonly KernelRow[];
  readonly phases: readonly Phases[];
  readonly training: readonly (Throughput & { readonly weightBytes: number })[];
  readonly reference: readonly Throughput[];
  readonly tfjs: readonly TfjsRow[];
  readonly peers: readonly (PeerResult & { readonly against: Throughput })[];
  readonly native: readonly NativeSteps[];
  /** Whether V8 paired the vectors of the kernels. */
  readonly paired: boolean;
  readonly peakMemory: number;
  /** `spikion stdp` with 41 points, start-up included: median wall time, s. */
  readonly stdpSeconds: number;
}

const perSecond = (seconds: number) => (1 / seconds).toFixed(0);
const micro = (seconds: number) => (1e6 * seconds).toPrecision(3);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** What tensors cost, a row each. */
export function tfjsTable(rows: readonly TfjsRow[]): string {
  const names = ["lumped", "ordered", "exact", "wasm", "cpu", "tensorflow"];
  const shown: Record<string, string> = {
    exact: "exact, one by one",
    wasm: "tfjs wasm",
    cpu: "tfjs cpu",
    tensorflow: "tfjs tensorflow",
  };
  const cell = (value: Timing | string | undefined) =>
    value === undefined ? "–" : typeof value === "string" ? value : micro(value.p25);
  return table(
    ["µs of CPU time", ...names.map((n) => shown[n] ?? n)],
    rows.map((r) => [r.what, ...names.map((n) => cell(r.seconds[n]))]),
  );
}

/** Images/s at which reading every weight that an input spike touches would alone fill the memory bus. */
export function bandwidthLimit({ neurons, inputSpikes }: Throughput, { bandwidth }: Machine): number {
  return bandwidth / (4 * neurons * inputSpikes);
}

export function markdown(r: Results): string {
  const { machine: m } = r;
  const load = m.load.map((x) => x.toFixed(2)).join(" ");
  const sections = [
    `Made by \`npm run bench\` on ${r.date}, spikion ${r.version}. ${m.cpu}, ${m.cores} cores, ${(m.memory / 2 ** 30).toFixed(0)} GiB; Node ${m.node} (V8 ${m.v8}), vectors of ${r.paired ? "128 bits paired to 256 by V8" : "128 bits"}; load average ${load} at the start. Yardsticks of one core: ${(m.chain / 1e9).toFixed(2)}e9 dependent additions/s, ${(m.bandwidth / 1e9).toFixed(1)} GB/s copied.`,
    "CPU time, 25th percentile of many windows; absolute figures follow the machine and its load, ratios are of one run.",
    "## Training, one core, whole pipeline\n\nEncoding, simulation, plasticity with d2d and c2c on, homeostasis, shadow check.",
    table(
      [
        "N",
        "images/s",
        "µs an image",
        "input spikes an image",
        "output spikes",
        "weights",
        "share of the bandwidth limit",
      ],
      r.training.map((t) => [
        String(t.neurons),
        `**${perSecond(t.timing.p25)}**`,
        micro(t.timing.p25),
        t.inputSpikes.toFixed(0),
        t.outputSpikes.toFixed(1),
        `${(t.weightBytes / 1e6).toFixed(2)} MB`,
        `${((100 * 1) / t.timing.p25 / bandwidthLimit(t, m)).toFixed(0)} % of ${bandwidthLimit(t, m).toFixed(0)}/s`,
      ]),
    ),
    "The bandwidth limit counts four bytes for every weight that an input spike touches, at the speed of a copy in main memory; smaller networks live in caches and pass it.",
    "![CPU time an image against the number of neurons](../docs/speed.svg)",
    "## Against the reference kernel",
    table(
      ["N", "reference, images/s", "wasm, images/s", "ratio"],
      r.reference.map((t) => {
        const fast = r.training.find((x) => x.neurons === t.neurons && x.totalRate === t.totalRate)!;
        return [
          String(t.neurons),
          perSecond(t.timing.p25),
          perSecond(fast.timing.p25),
          `${(t.timing.p25 / fast.timing.p25).toFixed(1)}x`,
        ];
      }),
    ),
    table(
      ["kernel", "N", "reference, µs", "wasm, µs", "ratio"],
      r.kernels.map((k) => [
        k.kernel,
        String(k.neurons),
        micro(k.reference.p25),
        micro(k.wasm.p25),
        `${(k.reference.p25 / k.wasm.p25).toFixed(1)}x`,
      ]),
    ),
    "## Share of each phase of a training image\n\nFrom the pictures shown above: encoding alone, a frozen picture less its encoding, a learning picture less a frozen one (column updates, variability, bookkeeping, shadow check).",
    table(
      ["N", "encoding", "time steps (rows and neurons)", "plasticity"],
      r.phases.map((p) => {
        const all = p.encoding + p.steps + p.plasticity;
        const share = (x: number) => `${micro(x)} µs, ${((100 * x) / all).toFixed(0)} %`;
        return [String(p.neurons), share(p.encoding), share(p.steps), share(p.plasticity)];
      }),
    ),
  ];
  sections.push(
    "## Tensors\n\nThe same work by the reference's forms and by tfjs; see docs/kernels.md for when which is worth it.",
    tfjsTable(r.tfjs),
  );
  if (r.peers.length > 0)
    sections.push(
      "## Peers, in the same run\n\nSame input spikes, rates, dt and network; plasticity by pair trace STDP in the peer, by devices here.",
      table(
        [
          "peer",
          "formulation",
          "N",
          "its images/s",
          "input spikes",
          "its output spikes",
          "spikion, images/s",
          "ratio",
        ],
        r.peers.map((p) => [
          `${p.peer} ${p.version}`,
          p.formulation,
          String(p.against.neurons),
          p.imagesPerSecond.toFixed(0),
          p.inputSpikesPerImage.toFixed(0),
          p.outputSpikesPerImage.toFixed(1),
          perSecond(p.against.timing.p25),
          `**${(1 / p.against.timing.p25 / p.imagesPerSecond).toFixed(1)}x**`,
        ]),
      ),
      `"usual" writes traces per synapse with event-driven equations, as Brian's users do; "tuned" is the fastest of a dozen formulations tried (notes in bench/peers/brian2.py).`,
    );
  if (r.native.length > 0)
    sections.push(
      "## Against native code\n\nThe time steps of a picture (rows and neurons, the loop that dominates) in C with intrinsics, compiled by gcc -O3 in the same run: no output spikes, no plasticity, no encoding.",
      table(
        [
          "N",
          "C, 128 bits, µs",
          "C, 256 bits, µs",
          "spikion, µs",
          "spikion / C of 128 bits",
          "spikion / C of 256 bits",
        ],
        r.native.map(({ neurons, seconds }) => {
          const { steps } = r.phases.find((p) => p.neurons === neurons)!;
          const ratio = (native: number) => (steps / native).toFixed(2);
          return [
            String(neurons),
            micro(seconds[128]),
            micro(seconds[256]),
            micro(steps),
            ratio(seconds[128]),
            ratio(seconds[256]),
          ];
        }),
      ),
    );
  sections.push(
    `\`spikion stdp --csv\`, 41 points, start-up included: ${(1e3 * r.stdpSeconds).toFixed(0)} ms of wall time (median of 7).`,
  );
  sections.push(`Peak resident memory of the whole benchmark: ${(r.peakMemory / 2 ** 20).toFixed(0)} MiB.`);
  return `${sections.join("\n\n")}\n`;
}

/** CPU time an image against N, as SVG. */
export async function speedPlot(training: readonly Throughput[]): Promise<string> {
  const points = training.map((t) => ({ neurons: t.neurons, milliseconds: 1e3 * t.timing.p25 }));
  const at = { x: "neurons", y: "milliseconds" };
  const label = "CPU time per training image against the number of output neurons";
  const picture = await drawPicture(label, (Plot) => ({
    width: 560,
    height: 340,
    marginLeft: 60,
    marginTop: 30,
    x: {
      type: "log",
      label: "output neurons",
      grid: true,
      ticks: training.map((t) => t.neurons),
      tickFormat: "d",
    },
    y: {
      type: "log",
      label: "CPU time per training image (ms)",
      grid: true,
      ticks: [0.1, 0.2, 0.5, 1, 2, 5, 10],
      tickFormat: "~g",
    },
    marks: [
      Plot.line(points, { ...at, stroke: "#2b6cb0", strokeWidth: 2 }),
      Plot.dot(points, { ...at, fill: "#2b6cb0", r: 4 }),
      Plot.text(points, {
        ...at,
        text: (p: { milliseconds: number }) => `${p.milliseconds.toPrecision(2)} ms`,
        dy: -12,
        dx: -6,
        textAnchor: "end",
      }),
    ],
  }));
  return svgDocument(label, picture.width, picture.height, picture.inner);
}
