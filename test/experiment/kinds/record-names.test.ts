/** What records are called, as arrays of details.npz and as columns of a table. */
import { expect, test } from "vitest";
import { arraysOf, columnsOf } from "../../../src/experiment/kinds/simulate/names.js";
import type { HeldRecord } from "../../../src/experiment/kinds/simulate/result.js";

const time = Float64Array.of(0, 0.5);
const value = Float64Array.of(1, 2, 3, 4, 5, 6);
const pair = Float64Array.of(7, 8);
const none: readonly number[] = [];

/** Shape and numbers of each array. */
const arrays = (record: HeldRecord) =>
  Object.entries(arraysOf(record)).map(([name, { shape, values }]) => [name, [...shape], [...values]]);
const columns = (record: HeldRecord) =>
  Object.entries(columnsOf(record)).map(([name, values]) => [name, ...Array.from(values)]);

const cases: readonly [HeldRecord, unknown, unknown][] = [
  [
    { kind: "spikes", of: "exc", size: 9, time, index: Int32Array.of(8, 3) },
    [
      ["exc-time", [2], [0, 0.5]],
      ["exc-index", [2], [8, 3]],
    ],
    [
      ["time_s", 0, 0.5],
      ["index", 8, 3],
    ],
  ],
  [
    { kind: "counts", of: "exc", counts: Int32Array.of(4, 0, 6) },
    [["exc-counts", [3], [4, 0, 6]]],
    [
      ["index", 0, 1, 2],
      ["spikes", 4, 0, 6],
    ],
  ],
  [
    { kind: "rate", of: "exc", every: 0.5, time, value: pair },
    [
      ["exc-rate-time", [2], [0, 0.5]],
      ["exc-rate", [2], [7, 8]],
    ],
    [
      ["time_s", 0, 0.5],
      ["rate_Hz", 7, 8],
    ],
  ],
  [
    { kind: "voltage", of: "exc", neurons: [0, 4, 2], time, value },
    [
      ["exc-v-time", [2], [0, 0.5]],
      ["exc-v", [2, 3], [...value]],
    ],
    [
      ["time_s", 0, 0.5],
      ["v0_V", 1, 4],
      ["v4_V", 2, 5],
      ["v2_V", 3, 6],
    ],
  ],
  [
    { kind: "state", of: "exc", variable: "input.delta", unit: "V", width: 3, time, value },
    [
      ["exc-input-delta-time", [2], [0, 0.5]],
      ["exc-input-delta", [2, 3], [...value]],
    ],
    [
      ["time_s", 0, 0.5],
      ["input.delta0_V", 1, 4],
      ["input.delta1_V", 2, 5],
      ["input.delta2_V", 3, 6],
    ],
  ],
  [
    { kind: "state", of: "exc", variable: "u", unit: "1", width: 3, neurons: [5, 6, 7], time, value },
    [
      ["exc-u-time", [2], [0, 0.5]],
      ["exc-u", [2, 3], [...value]],
    ],
    [
      ["time_s", 0, 0.5],
      ["u5", 1, 4],
      ["u6", 2, 5],
      ["u7", 3, 6],
    ],
  ],
  [
    { kind: "histogram", of: "ff", edges: Float64Array.of(0, 1, 2, 3), time, value } as never,
    [
      ["ff-histogram-edges", [4], [0, 1, 2, 3]],
      ["ff-histogram-time", [2], [0, 0.5]],
      ["ff-histogram", [2, 3], [...value]],
    ],
    [
      ["time_s", 0, 0.5],
      ["from_0", 1, 4],
      ["from_1", 2, 5],
      ["from_2", 3, 6],
    ],
  ],
  [
    { kind: "conductance", of: "ff", nPre: 3, nPost: 1, time, value },
    [
      ["ff-g-time", [2], [0, 0.5]],
      ["ff-g", [2, 3, 1], [...value]],
    ],
    [
      ["time_s", 0, 0.5],
      ["g0", 1, 4],
      ["g1", 2, 5],
      ["g2", 3, 6],
    ],
  ],
  [
    { kind: "conductance", of: "ff", nPre: 2, nPost: 2, first: Int32Array.of(0, 2, 3), time, value } as never,
    [
      ["ff-g-indptr", [3], [0, 2, 3]],
      ["ff-g-time", [2], [0, 0.5]],
      ["ff-g", [2, 3], [...value]],
    ],
    [
      ["time_s", 0, 0.5],
      ["g0", 1, 4],
      ["g1", 2, 5],
      ["g2", 3, 6],
    ],
  ],
  [
    {
      kind: "conductance",
      of: "ff",
      nPre: 2,
      nPost: 2,
      time: Float64Array.from(none),
      value: Float64Array.from(none),
    },
    [
      ["ff-g-time", [0], []],
      ["ff-g", [0, 2, 2], []],
    ],
    [["time_s"]],
  ],
];

test.each(cases.map(([record, ...as]) => [record.kind, record, ...as] as const))(
  "%s",
  (_, record, asArrays, asColumns) => {
    expect(arrays(record)).toEqual(asArrays);
    expect(columns(record)).toEqual(asColumns);
  },
);
