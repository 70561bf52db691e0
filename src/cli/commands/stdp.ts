/** `spikion stdp [FORM]`: the STDP curve of a device and two waveforms. */
import { type Device, labelOf } from "../../core/device/model.js";
import type { DrawnCurves } from "../../experiment/drawn-curves.js";
import { quantityOption, rangeOption } from "../arguments.js";
import { command, type Done, print, withModules, withSet } from "../command.js";
import { deviceFrom } from "../device.js";
import { EXIT, UsageError } from "../errors.js";
import { drawnRates, drawsOption } from "./stdp-draws.js";
import { summary, writeFiles, writeWaveforms } from "./stdp-output.js";
import { chosenPair, compensated, withThird } from "./stdp-pair.js";

interface Options {
  form: string | undefined;
  device: string | undefined;
  "alpha-pre": string | undefined;
  "alpha-post": string | undefined;
  "delta-t": string | undefined;
  waveforms: string | undefined;
  rates: string | undefined;
  third: string | undefined;
  compensate: boolean;
  out: string | undefined;
  draws: string | undefined;
  set: string[];
  "allow-modules": boolean;
  csv: string | undefined;
  svg: string | undefined;
  png: string | undefined;
  json: boolean;
}

export const stdp = (done: Done) =>
  command<Options>({
    command: "stdp [form]",
    describe: "draw the STDP curve of a device and a pair of spike voltages",
    examples: [
      ["spikion stdp", "the curve of Huang et al., figure 4a, in numbers"],
      ["spikion stdp symmetric --csv curve.csv --svg curve.svg", "another, as a table and a picture"],
      ["spikion stdp --waveforms mine.yaml --rates mine.csv", "of your own voltages and measured rates"],
    ],
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      const own = args
        .positional("form", {
          type: "string",
          describe: "named pair of spike voltages (default: antisymmetric)",
        })
        .option("device", text("device preset, device file or module (default: the form's own)"))
        .option("alpha-pre", text("factor of V_pre at the gate (default: 1)"))
        .option("alpha-post", text("factor of V_post at the gate (default: 1)"))
        .option("delta-t", text("from:to:n, ends included, such as --delta-t=-160ms:160ms:41"))
        .option("waveforms", text("YAML file with voltages of your own: pre, post, third"))
        .option("rates", text("CSV file voltage_V,rate_S_per_s, a rate law by name, or a module"))
        .option("third", text("a third voltage at the gate, time:voltage each, such as 0ms:0.2V,40ms:0.2V"))
        .option("compensate", {
          type: "boolean",
          default: false,
          describe: "solve the amplitudes anew, so that a lone spike leaves nothing with this device",
        })
        .option("out", text("write the voltages, as --waveforms and networks take them"))
        .option(
          "draws",
          text(
            "draw that many devices from the uncertainty of a fitted one (--device my-device.yaml): 95 % bands",
          ),
        )
        .option(
          "csv",
          text("write delta_t_s,delta_g_S,delta_g_scaled_S (with --draws delta_g_low_S,delta_g_high_S too)"),
        )
        .option("svg", text("write the curve as a picture"))
        .option("png", text("write the curve as a picture"))
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
  const range =
    options["delta-t"] === undefined ? undefined : rangeOption("delta-t", options["delta-t"], "s");
  const alphaPre = quantityOption("alpha-pre", options["alpha-pre"] ?? "1", "1");
  const alphaPost = quantityOption("alpha-post", options["alpha-post"] ?? "1", "1");
  const draws = drawsOption(options.draws);
  const written = await withThird(options.third, await chosenPair(options));
  const device = await deviceFrom(options.device ?? written.device, options);
  const pair = options.compensate ? await compensated(written, device) : written;

  const { curveFigures, evenly } = await import("../../core/stdp/curve-figures.js");
  const { stdpWindow } = await import("../../core/stdp/window.js");
  const deltaT = range ? evenly(range.from, range.to, range.count) : evenly(-pair.span, pair.span, 41);
  const { pre, post, third } = pair;
  const request = { rate: device.rate, pre, post, alphaPre, alphaPost, ...(third ? { third } : {}) };
  const beyond = await beyondRatesOf(request);
  const change = stdpWindow({ ...request, deltaT });
  const scaled = change.map((s) => pair.factor * s);
  const span = range ? Math.max(Math.abs(range.from), Math.abs(range.to), 1e-12) : pair.span;
  const figures = curveFigures(request, span);
  checkFinite(deltaT, change, scaled, figures);

  let drawn: DrawnCurves | undefined;
  if (draws !== undefined) {
    const rates = await drawnRates(draws, options.device ?? written.device, options);
    const { drawnCurves } = await import("../../experiment/drawn-curves.js");
    drawn = drawnCurves(rates, { ...request, deltaT }, span);
  }

  await writeWaveforms(options.out, pair, labelOf(device));
  await writeFiles(options, `${pair.name}, ${labelOf(device)}`, deltaT, change, scaled, pair.factor, drawn);
  const { rateSourceOf } = await import("../../experiment/device-source.js");
  const about = {
    form: pair.name,
    device: labelOf(device),
    waveforms: pair.source,
    rates: rateSourceOf(device),
  };
  if (options.json) {
    const told = beyond === undefined ? {} : { extrapolation: [beyond] };
    const bands = drawn && {
      draws: {
        count: drawn.count,
        ci95: drawn.figures,
        deltaT: [...deltaT],
        change: [...change],
        low: [...drawn.low],
        high: [...drawn.high],
      },
    };
    const all = { ...about, alphaPre, alphaPost, factor: pair.factor, ...figures, ...told, ...bands };
    await print(`${JSON.stringify(all)}\n`);
  } else {
    const third = pair.third !== undefined;
    await print(await summary({ ...about, factor: pair.factor, alphaPre, alphaPost, figures, third, drawn }));
    if (beyond !== undefined) await print(`${beyond}\n`);
  }
  return EXIT.done;
}

/** @throws UsageError naming the first point, or the first figure read off the curve, that is no number */
function checkFinite(
  deltaT: Float64Array,
  change: Float64Array,
  scaled: Float64Array,
  figures: import("../../core/stdp/curve-figures.js").CurveFigures,
): void {
  const wrong = (what: string, x: number): never => {
    throw new UsageError(
      `stdp: ${what} is ${x}, no number that could be shown; accepted: distances, voltages and rates that keep it finite`,
    );
  };
  for (const [k, dt] of deltaT.entries()) {
    if (!Number.isFinite(dt)) wrong(`delta_t of point ${k + 1} of ${deltaT.length}`, dt);
    if (!Number.isFinite(change[k]!)) wrong(`the change at delta_t = ${dt} s`, change[k]!);
    if (!Number.isFinite(scaled[k]!)) wrong(`the change at delta_t = ${dt} s with the factor`, scaled[k]!);
  }
  for (const [name, value] of Object.entries(figures))
    for (const [part, x] of Object.entries(typeof value === "number" ? { "": value } : value))
      if (!Number.isFinite(x)) wrong(`${name}${part && `.${part}`}`, Number(x));
}

/** What the gate reaches beyond the rates that are given, in words. @throws UsageError where there is no rate of any meaning */
async function beyondRatesOf(
  request: Parameters<typeof import("../../core/stdp/gate-reach.js").gateReach>[0] & Pick<Device, "rate">,
): Promise<string | undefined> {
  const { beyondRates, checkReach, gateReach } = await import("../../core/stdp/gate-reach.js");
  const reach = gateReach(request);
  try {
    checkReach(request.rate, reach);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`stdp: ${error.message}`);
  }
  return beyondRates(request.rate, reach);
}
