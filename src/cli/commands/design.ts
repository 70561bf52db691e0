/** `spikion design TARGET.yaml`: voltages for a wanted STDP curve. */
import type { DesignSpec } from "../../config/design-file.js";
import type { Appraisal } from "../../core/design/appraise.js";
import type { Design } from "../../core/design/design.js";
import { labelOf } from "../../core/device/model.js";
import { formatQuantity } from "../../core/units.js";
import { command, type Done, moduleOptions, print, withModules, withSet } from "../command.js";
import { EXIT } from "../errors.js";

interface Options {
  target: string;
  device: string | undefined;
  rates: string | undefined;
  out: string | undefined;
  csv: string | undefined;
  svg: string | undefined;
  html: string | undefined;
  json: boolean;
  set: string[];
  "allow-modules": boolean;
}

export const design = (done: Done) =>
  command<Options>({
    command: "design <target>",
    describe: "find spike voltages for a wanted STDP curve",
    examples: [
      [
        "spikion design target.yaml --out waves.yaml",
        "voltages for the curve in target.yaml (docs/design.md)",
      ],
    ],
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      const own = args
        .positional("target", {
          type: "string",
          demandOption: true,
          describe: "YAML file with the wanted curve and the limits (docs/design.md)",
        })
        .option("device", text("device preset, device file or module (default: the file's, or eis-ysz14)"))
        .option("rates", text("CSV file voltage_V,rate_S_per_s, a rate law by name, or a module"))
        .option("out", text("write the voltages, as --waveforms and networks take them"))
        .option("csv", text("write delta_t_s,wanted_S,delta_g_S"))
        .option("svg", text("write curve and voltages as a picture"))
        .option("html", text("write a page with all there is to say"))
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the figures as one line on stdout",
        });
      return withModules(withSet(own));
    },
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { readDesignFile } = await import("../../node/config.js");
  const { device, rates } = options;
  const spec = await readDesignFile(options.target, {
    set: options.set,
    device: { ...(device === undefined ? {} : { device }), ...(rates === undefined ? {} : { rates }) },
    modules: moduleOptions(options),
  });
  const { design } = await import("../../core/design/design.js");
  const { shortfalls } = await import("../../core/design/reach.js");
  const { appraise } = await import("../../core/design/appraise.js");
  const { Random } = await import("../../core/random.js");
  const { rate } = spec.device;
  const { target, limits, starts, tolerance } = spec;
  const random = Random.of(spec.seed, "design");
  const found = design({ rate, target, limits, starts, random });
  const reasons = shortfalls({ rate, target, limits, tolerance }, found);
  const { beyondRates, gateReach } = await import("../../core/stdp/gate-reach.js");
  const extrapolated = beyondRates(rate, gateReach(found));
  const appraisal = appraise(spec.device, target, found);
  const reached = reasons.length === 0;
  await writeFiles(options, spec, found, appraisal, reasons);
  const told = extrapolated === undefined ? {} : { extrapolation: [extrapolated] };
  if (options.json)
    await print(`${JSON.stringify({ ...figures(spec, found, appraisal, reasons), ...told })}\n`);
  else {
    const { pairLines } = await import("../terminal.js");
    await print(pairLines(summary(spec, found, appraisal), 26));
    if (extrapolated !== undefined) await print(`${extrapolated}\n`);
  }
  if (reached) return EXIT.done;
  const outputs = options.out === undefined ? "" : `; ${options.out} is not written`;
  process.stderr.write(`${spec.file}: out of reach${outputs}: ${reasons.join("; ")}\n`);
  return EXIT.failed;
}

/** What `--json` prints: relative to the peak where it is a misfit or a lone change. */
function figures(spec: DesignSpec, found: Design, appraisal: Appraisal, reasons: readonly string[]) {
  const { target } = spec;
  const { energy } = appraisal;
  const knots = ({ t, v }: Design["pre"]) => Array.from(t, (time, k) => [time, v[k]]);
  return {
    target: target.name,
    device: labelOf(spec.device),
    reached: reasons.length === 0,
    reasons,
    peak: target.peak,
    rms: found.rms,
    worst: found.worst,
    worstDeltaT: found.worstDeltaT,
    beyond: found.beyond,
    beyondDeltaT: found.beyondDeltaT,
    lonePre: found.lonePre.net / target.peak,
    lonePost: found.lonePost.net / target.peak,
    lonePreGross: found.lonePre.gross / target.peak,
    lonePostGross: found.lonePost.gross / target.peak,
    grossPair: found.grossPair / target.peak,
    peakGate: found.peakGate,
    energy: energy
      ? { lonePre: energy.lonePre.total, lonePost: energy.lonePost.total, pair: energy.paired.total }
      : null,
    sensitivities: appraisal.sensitivities,
    pre: knots(found.pre),
    post: knots(found.post),
  };
}

function summary(spec: DesignSpec, found: Design, appraisal: Appraisal): [name: string, value: string][] {
  const { target, limits, device } = spec;
  const percent = (x: number) => `${Number((100 * x).toPrecision(3))} %`;
  const ms = (t: number) => formatQuantity(t, "s", 4);
  const nano = (s: number) => formatQuantity(s, "S", 4);
  const joule = (e: number) => formatQuantity(e, "J");
  const alone = ({ net, gross }: Design["lonePre"]) =>
    `${percent(net / target.peak)} of the peak, ${percent(gross / target.peak)} up and down in all`;
  const volts = ({ v }: Design["pre"]) => v.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const length = ({ t }: Design["pre"]) => ms(t.at(-1)! - t[0]!);
  const { energy } = appraisal;
  return [
    ["target", `${target.name}, peak ${nano(target.peak)}, delta_t ${ms(target.from)} to ${ms(target.to)}`],
    ["device", labelOf(device)],
    ["rms misfit", `${percent(found.rms)} of the peak`],
    ["worst misfit", `${percent(found.worst)} at delta_t = ${ms(found.worstDeltaT)}`],
    ["beyond the curve's range", `${percent(found.beyond)} at delta_t = ${ms(found.beyondDeltaT)}`],
    ["pre spike alone", alone(found.lonePre)],
    ["post spike alone", alone(found.lonePost)],
    ["a pair, up and down in all", `${percent(found.grossPair / target.peak)} of the peak at most`],
    ["peak at the gate", `${Number(found.peakGate.toPrecision(4))} V`],
    [
      "V_pre, V_post",
      `${length(found.pre)}, ${length(found.post)}; up to ${volts(found.pre).toFixed(2)} V, ${volts(found.post).toFixed(2)} V; ${limits.knots} knots each`,
    ],
    [
      "energy",
      energy
        ? `pre spike alone ${joule(energy.lonePre.total)}, post ${joule(energy.lonePost.total)}, a pair ${joule(energy.paired.total)} (900 nm² gate, assumed circuit)`
        : "does not follow from this device's circuit",
    ],
    ...appraisal.sensitivities.map(({ what, peak, worst }): [string, string] => [
      what,
      `peak ${peak < 0 ? "−" : "+"}${percent(Math.abs(peak))}; the curve moves by up to ${percent(worst)} of it`,
    ]),
  ];
}

async function writeFiles(
  { out, csv, svg, html }: Options,
  spec: DesignSpec,
  found: Design,
  appraisal: Appraisal,
  reasons: readonly string[],
): Promise<void> {
  const { writeOutput } = await import("../output.js");
  const { target } = spec;
  const rows = summary(spec, found, appraisal);
  if (out !== undefined && reasons.length === 0) {
    const { waveformText } = await import("../../config/waveform-text.js");
    const about = [
      `Made by spikion design ${spec.file}`,
      ...rows.map(([name, value]) => `${name}: ${value}`),
    ];
    await writeOutput("out", out, waveformText(found, about));
  }
  if (csv === undefined && svg === undefined && html === undefined) return;
  const { evenly } = await import("../../core/stdp/curve-figures.js");
  const { stdpWindow } = await import("../../core/stdp/window.js");
  const margin = 0.1 * (target.to - target.from);
  const deltaT = evenly(target.from - margin, target.to + margin, 1201);
  const { pre, post } = found;
  const change = stdpWindow({ rate: spec.device.rate, pre, post, deltaT });
  const wanted = deltaT.map((dt) => target.value(dt));
  if (csv !== undefined) {
    const { writeCsv } = await import("../../report/formats/csv.js");
    await writeOutput("csv", csv, writeCsv({ delta_t_s: deltaT, wanted_S: wanted, delta_g_S: change }));
  }
  const { asked } = await import("../../core/design/target.js");
  const counts = (dt: number) => dt >= target.from && dt <= target.to && asked(target, dt);
  const drawn = {
    title: spec.title ?? target.name,
    deltaT,
    wanted,
    change,
    asked: Uint8Array.from(deltaT, (dt) => (counts(dt) ? 1 : 0)),
    pre,
    post,
  };
  if (svg !== undefined) {
    const { panelsSvg } = await import("../../report/plots/panels.js");
    const { designPanels } = await import("../../report/design.js");
    await writeOutput("svg", svg, await panelsSvg(`Design of ${drawn.title}`, designPanels(drawn)));
  }
  if (html !== undefined) {
    const { designPage } = await import("../../report/design.js");
    const notes = reasons.map((reason) => `Out of reach: ${reason}`);
    await writeOutput("html", html, await designPage(drawn, rows, notes));
  }
}
