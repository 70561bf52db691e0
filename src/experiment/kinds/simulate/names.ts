/**
 * What probes saw under plain names, as details.npz has it: exc-time and exc-index of spikes, exc-v-time and exc-v
 * [sample][neuron] of potentials, and so on.
 */
import type { ShapedArray } from "../../kind.js";
import type { HeldRecord } from "./result.js";

/** Arrays of a record, by name; those of several probes may have one name. */
export function arraysOf(record: HeldRecord): Record<string, ShapedArray> {
  const { of } = record;
  const list = (values: ShapedArray["values"]): ShapedArray => ({ shape: [values.length], values });
  const sampled = (name: string, sizes: readonly number[], { time, value }: Sampled) => ({
    [`${name}-time`]: list(time),
    [name]: { shape: [time.length, ...sizes], values: value },
  });
  switch (record.kind) {
    case "spikes":
      return { [`${of}-time`]: list(record.time), [`${of}-index`]: list(record.index) };
    case "counts":
      return { [`${of}-counts`]: list(record.counts) };
    case "rate":
      return sampled(`${of}-rate`, [], record);
    case "voltage":
      return sampled(`${of}-v`, [record.neurons.length], record);
    case "state":
      return sampled(`${of}-${record.variable.replace(/\W+/g, "-")}`, [record.width], record);
    case "histogram":
      return {
        [`${of}-histogram-edges`]: list(record.edges),
        ...sampled(`${of}-histogram`, [record.edges.length - 1], record),
      };
    case "conductance": {
      const { first, nPre, nPost } = record;
      const sizes = first ? [first[nPre]!] : [nPre, nPost];
      return { ...(first ? { [`${of}-g-indptr`]: list(first) } : {}), ...sampled(`${of}-g`, sizes, record) };
    }
  }
}

interface Sampled {
  readonly time: Float64Array;
  readonly value: Float64Array;
}

/** Columns of a record as a table: of spikes a row each, of samples a row for each time. */
export function columnsOf(record: HeldRecord): Record<string, ArrayLike<number>> {
  switch (record.kind) {
    case "spikes":
      return { time_s: record.time, index: record.index };
    case "counts":
      return { index: record.counts.map((_, i) => i), spikes: record.counts };
    case "rate":
      return { time_s: record.time, rate_Hz: record.value };
    case "voltage":
      return wide(
        record,
        record.neurons.map((i) => `v${i}_V`),
      );
    case "state": {
      const unit = record.unit === "1" ? "" : `_${record.unit}`;
      const whose = record.neurons ?? Array.from({ length: record.width }, (_, k) => k);
      return wide(
        record,
        whose.map((k) => `${record.variable}${k}${unit}`),
      );
    }
    case "histogram":
      return wide(
        record,
        [...record.edges.slice(0, -1)].map((from) => `from_${from}`),
      );
    case "conductance": {
      const width = record.time.length > 0 ? record.value.length / record.time.length : 0;
      return wide(
        record,
        Array.from({ length: width }, (_, k) => `g${k}`),
      );
    }
  }
}

function wide({ time, value }: Sampled, names: readonly string[]): Record<string, Float64Array> {
  const n = names.length;
  const columns = names.map((name, k) => [name, time.map((_, s) => value[s * n + k]!)] as const);
  return { time_s: time, ...Object.fromEntries(columns) };
}
