/** What the figures were measured on, and two yardsticks of it. */
import { cpus, loadavg, totalmem } from "node:os";
import { time } from "./measure.js";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: number;
  readonly node: string;
  readonly v8: string;
  readonly load: readonly number[];
  /** Dependent single-precision additions per second of one core: how fast it really runs at the moment. */
  readonly chain: number;
  /** Bytes per second, read and written, at which one core copies an array far larger than its caches. */
  readonly bandwidth: number;
}

export function machine(): Machine {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: totalmem(),
    node: process.versions.node,
    v8: process.versions.v8,
    load: loadavg(),
    chain: chainRate(),
    bandwidth: bandwidth(),
  };
}

function chainRate(): number {
  const steps = 100_000;
  let sink = 0;
  const { p25 } = time(() => {
    let x = 1;
    for (let k = 0; k < steps; k++) x = Math.fround(x + 1e-3);
    sink += x;
  });
  if (Number.isNaN(sink)) throw new Error("the yardstick lost its value");
  return steps / p25;
}

function bandwidth(): number {
  const from = new Float64Array(1 << 23);
  const to = new Float64Array(1 << 23);
  // A copy reads and writes each byte once.
  return (2 * from.byteLength) / time(() => to.set(from), 20).p25;
}
