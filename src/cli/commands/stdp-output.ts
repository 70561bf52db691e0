/** What `spikion stdp` prints and writes. */
import type { DrawnCurves } from "../../experiment/drawn-curves.js";
import type { Pair } from "./stdp-pair.js";

/** Files of a curve, by option. */
interface CurveFiles {
  readonly csv: string | undefined;
  readonly svg: string | undefined;
  readonly png: string | undefined;
}

export async function writeWaveforms(out: string | undefined, pair: Pair, device: string): Promise<void> {
  if (out === undefined) return;
  const { waveformText } = await import("../../config/waveform-text.js");
  const { writeOutput } = await import("../output.js");
  await writeOutput("out", out, waveformText(pair, [`${pair.name}, for ${device}`, pair.source]));
}

export async function writeFiles(
  { csv, svg, png }: CurveFiles,
  title: string,
  deltaT: Float64Array,
  change: Float64Array,
  scaled: Float64Array,
  factor: number,
  drawn: DrawnCurves | undefined,
): Promise<void> {
  if (csv === undefined && svg === undefined && png === undefined) return;
  const { writeOutput } = await import("../output.js");
  if (csv !== undefined) {
    const { writeCsv } = await import("../../report/formats/csv.js");
    await writeOutput(
      "csv",
      csv,
      writeCsv({
        delta_t_s: deltaT,
        delta_g_S: change,
        delta_g_scaled_S: scaled,
        ...(drawn ? { delta_g_low_S: drawn.low, delta_g_high_S: drawn.high } : {}),
      }),
    );
  }
  if (svg === undefined && png === undefined) return;
  const { curvePanel } = await import("../../experiment/kinds/figure/drawings/curve-panel.js");
  const panel = curvePanel(title, deltaT, change, factor, drawn);
  if (svg !== undefined) {
    const { panelsSvg } = await import("../../report/plots/panels.js");
    await writeOutput("svg", svg, await panelsSvg(`STDP curve of ${title}`, [panel]));
  }
  if (png !== undefined) {
    const { panelPng } = await import("../../report/raster/panel.js");
    await writeOutput("png", png, panelPng(panel));
  }
}

/** The figures of a curve, a line each. */
export async function summary(about: {
  form: string;
  device: string;
  waveforms: string;
  rates: string;
  factor: number;
  alphaPre: number;
  alphaPost: number;
  third: boolean;
  drawn: DrawnCurves | undefined;
  figures: import("../../core/stdp/curve-figures.js").CurveFigures;
}): Promise<string> {
  const { formatQuantity } = await import("../../core/units.js");
  const { figures: f, factor, drawn } = about;
  const nS = (s: number) => formatQuantity(s, "S", 4);
  const bands = drawn && {
    figures: drawn.figures,
    row: [
      "draws",
      `${drawn.count} from the fit's uncertainty; 95 % of such devices lie between the ends`,
    ] satisfies [string, string],
  };
  const between = (name: "largest" | "smallest" | "lonePre" | "lonePost") =>
    bands ? ` (${bands.figures[name].map(nS).join(" to ")})` : "";
  const peak = ({ change, deltaT }: { change: number; deltaT: number }) =>
    `${nS(change)} at delta_t = ${formatQuantity(deltaT, "s")}${factor === 1 ? "" : `; ${nS(factor * change)} with the factor`}`;
  const most = Math.max(Math.abs(f.largest.change), Math.abs(f.smallest.change));
  const lone = (net: number) =>
    Math.abs(net) < 1e-12 * most
      ? "nothing (less than 1e-12 of the peak)"
      : `${nS(net)}${most > 0 ? `, ${formatQuantity((100 * Math.abs(net)) / most, "1", 2)} % of the peak` : ""}`;
  const rows: [what: string, text: string][] = [
    ["form", about.form],
    ["device", about.device],
    ["waveforms", about.waveforms],
    ["rates", about.rates],
    ["alpha_pre, alpha_post", `${about.alphaPre}, ${about.alphaPost}`],
    [
      "common factor",
      factor === 1 ? "1 (none applied)" : `${factor}, in delta_g_scaled_S only (the paper's)`,
    ],
    ["largest change", peak(f.largest) + between("largest")],
    ["smallest change", peak(f.smallest) + between("smallest")],
    ["pre spike alone", lone(f.lonePre.net) + between("lonePre")],
    ["post spike alone", lone(f.lonePost.net) + between("lonePost")],
    ...(bands ? [bands.row] : []),
    ["peak at the gate", formatQuantity(f.peakGate, "V", 4)],
    ...(about.third
      ? ([["third voltage", "in the curve and its peak; not in what one spike alone leaves"]] satisfies [
          string,
          string,
        ][])
      : []),
  ];
  const { pairLines } = await import("../terminal.js");
  return pairLines(rows, 22);
}
