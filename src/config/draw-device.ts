/** A device file whose numbers are drawn from their uncertainty: draw k of a file is the same device wherever it is named. */
import { Random } from "../core/random.js";
import { MOST_DEVIATION } from "../core/rectified-normal.js";
import { correlationFactor, drawOffsets } from "../core/uncertain.js";
import type { NumberName, Uncertainty } from "../fit/uncertainty.js";
import { type DeviceParts, DrawError, FileNumbers } from "./file-numbers.js";
import { isPlainMap } from "./yaml.js";

export { type DeviceParts, DrawError } from "./file-numbers.js";

const MOST_TRIES = 1000;

/**
 * @param draw  1, 2, ...
 * @throws DrawError for numbers that the file does not have, or where none lies within bounds; QuantityError for texts that
 *   are no quantities
 */
export function drawDevice(parts: DeviceParts, uncertainty: Uncertainty, draw: number): DeviceParts {
  const file = new FileNumbers(parts);
  const numbers = uncertainty.numbers.map((number, k) => ({ number, ...file.place(number, k) }));
  const factor = correlationFactor(uncertainty.correlation);
  if (!factor)
    throw new DrawError(
      "correlation",
      "errors cannot go together like that (it is not positive semidefinite); accepted: correlations as a fit writes them",
    );
  const random = Random.of("device draw", draw);
  const widths = numbers.map(({ widths }) => widths);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const offsets = drawOffsets(widths, factor, random);
    const drawn = file.with(numbers.map(({ number, value }, k) => ({ number, value, offset: offsets[k]! })));
    if (drawn) return labelled(drawn, draw, uncertainty);
  }
  throw new DrawError(
    "",
    `none of ${MOST_TRIES} draws is a device (0 <= gMin < g0 < gMax, rows of state factors within them, spreads up to ${MOST_DEVIATION}); accepted: narrower limits`,
  );
}

function labelled({ device, params }: DeviceParts, draw: number, { numbers }: Uncertainty): DeviceParts {
  const name = device.name ?? device.file ?? "device";
  const sources = isPlainMap(device.sources) ? { ...device.sources } : {};
  for (const { of } of numbers) {
    const key = SOURCE_OF[of];
    const from = typeof sources[key] === "string" ? (sources[key] as string) : "";
    if (!from.startsWith("draw "))
      sources[key] = `draw ${draw} from the uncertainty${from === "" ? "" : ` of: ${from}`}`;
  }
  return { device: { ...device, name: `${name as string}, draw ${draw}`, sources }, params };
}

const SOURCE_OF: Readonly<Record<NumberName, string>> = {
  gMin: "gMin",
  gMax: "gMax",
  "beta.plus": "beta",
  "beta.minus": "beta",
  d2d: "d2d",
  c2c: "c2c",
  readNoise: "readNoise",
  rate: "rate",
  "f+": "stateFactor",
  "f-": "stateFactor",
};
