/**
 * How right `spikion device fit` is: simulated sets of known truth, fitted one after the other. Prints bias, deviation
 * and how many 95 % intervals hold the truth.
 *
 *   npx tsx scripts/device-fit.ts [sets] [first]
 */
import { type DeviceFit, type Estimated, fitDevice } from "../src/fit/fit.js";
import { prepare } from "../src/fit/prepare.js";
import { rateAt, SETS, simulate, TRUTH } from "../test/fit/simulate.js";

const [count = 20, first = 0] = process.argv.slice(2).map(Number);
const NAMES = ["betaPlus", "betaMinus", "gMin", "gMax", "c2c", "d2d", "readNoise"] as const;

for (const [name, protocol] of Object.entries(SETS)) {
  const errors = new Map<string, number[]>();
  const held = new Map<string, boolean[]>();
  const note = (what: string, { value, ci95: [low, high] }: Estimated, truth: number): void => {
    if (value !== null) errors.set(what, [...(errors.get(what) ?? []), value / truth - 1]);
    const holds = (low === null || low <= truth) && (high === null || truth <= high);
    held.set(what, [...(held.get(what) ?? []), holds]);
  };
  const before = process.cpuUsage().user;
  for (let k = first; k < first + count; k++) {
    const fit: DeviceFit = fitDevice(prepare(simulate(TRUTH, protocol, `${name}${k}`)));
    for (const number of NAMES) note(number, fit[number], TRUTH[number]);
    for (const rate of fit.rates) note("rates", rate, rateAt(TRUTH, fit.g0, rate.voltage));
  }
  const seconds = (process.cpuUsage().user - before) / 1e6 / count;
  console.log(`${name}: ${count} sets, ${seconds.toFixed(1)} s of CPU time a fit`);
  for (const [what, all] of held) {
    const list = errors.get(what) ?? [];
    const mean = list.reduce((a, b) => a + b, 0) / list.length;
    const deviation = Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length);
    const right = all.filter(Boolean).length;
    console.log(
      `  ${what.padEnd(10)} ${(100 * mean).toFixed(2).padStart(7)} % ± ${(100 * deviation).toFixed(2).padStart(5)} %   ${right} of ${all.length} intervals hold the truth`,
    );
  }
}
