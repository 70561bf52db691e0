/** Connection rules: whom they reach, how often, and what they refuse. */
import { describe, expect, test } from "vitest";
import { type Csr, positioned } from "../../src/core/connectivity/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { type RuleName, rules } from "../../src/network/connect/index.js";
import { type ConnectRule, type Ends, plainEnds } from "../../src/network/connect/model.js";

interface Asked {
  readonly values?: Readonly<Record<string, number>>;
  readonly ends?: Partial<Ends>;
  readonly seed?: string;
}

const product = (shape: readonly number[]) => shape.reduce((all, n) => all * n, 1);

function asked(name: RuleName, nPre: number, nPost: number, { values = {}, ends = {}, seed = "x" }: Asked) {
  const rule: ConnectRule = rules[name];
  return {
    rule,
    values: { ...defaults(rule.params), ...values },
    ends: { ...plainEnds(nPre, nPost), ...ends },
    random: Random.of(seed),
  };
}

function connect(name: RuleName, nPre: number, nPost: number, given: Asked = {}) {
  const { rule, values, ends, random } = asked(name, nPre, nPost, given);
  expect(rule.problem?.(nPre, nPost, values, ends)).toBeUndefined();
  return positioned(rule.connect(nPre, nPost, values, random, ends));
}

/** Between populations with places. */
function between(name: RuleName, preShape: number[], postShape: number[], given: Asked = {}) {
  return connect(name, product(preShape), product(postShape), {
    ...given,
    ends: { preShape, postShape, ...given.ends },
  });
}

function refusal(name: RuleName, nPre: number, nPost: number, given: Asked = {}) {
  const { rule, values, ends } = asked(name, nPre, nPost, given);
  return rule.problem?.(nPre, nPost, values, ends);
}

type Wiring = ReturnType<typeof positioned>;
const columnsOf = (wiring: Wiring, i: number) =>
  Array.from({ length: wiring.rowEnd(i) - wiring.rowStart(i) }, (_, k) =>
    wiring.columnOf(i, wiring.rowStart(i) + k),
  );
const rowsOf = (wiring: Wiring, j: number) =>
  Array.from({ length: wiring.inDegree(j) }, (_, k) => wiring.memberRow(j, k));
const all = (n: number) => Array.from({ length: n }, (_, k) => k);

test("rules that pair neurons by index ask for populations of equal size", () => {
  for (const rule of ["one-to-one", "lateral"] as const)
    expect(refusal(rule, 10, 5)).toBe(`"${rule}" needs populations of equal size, not 10 and 5`);
});

describe.each([
  ["fixed-indegree", rowsOf, 30, 50],
  ["fixed-outdegree", columnsOf, 50, 30],
] as const)("%s", (name, drawnOf, nPre, nPost) => {
  const POOL = 30;

  test("every neuron has n different partners, all alike often", () => {
    const counts = new Float64Array(POOL);
    const of = 60;
    for (let s = 0; s < of; s++) {
      const wiring = connect(name, nPre, nPost, { values: { n: 6 }, seed: `${s}` });
      expect(wiring.count).toBe(6 * 50);
      for (const neuron of all(50)) {
        const drawn = drawnOf(wiring, neuron);
        expect(new Set(drawn).size).toBe(6);
        for (const x of drawn) counts[x]!++;
      }
    }
    // Each is drawn with probability 6 / 30 by each of 50 neurons of 60 networks; five standard deviations.
    const mean = (of * 50 * 6) / POOL;
    for (const count of counts) expect(Math.abs(count - mean)).toBeLessThan(5 * Math.sqrt(mean * 0.8));
  });

  test("each pair of partners is alike likely", () => {
    const pairs = new Map<string, number>();
    const of = 3000;
    for (let s = 0; s < of / 4; s++) {
      const wiring = connect(name, 4, 4, { values: { n: 2 }, seed: `${s}` });
      for (const neuron of all(4)) {
        const key = drawnOf(wiring, neuron).join();
        pairs.set(key, (pairs.get(key) ?? 0) + 1);
      }
    }
    expect(pairs.size).toBe(6);
    for (const count of pairs.values())
      expect(Math.abs(count - of / 6)).toBeLessThan(5 * Math.sqrt((of / 6) * (5 / 6)));
  });

  test("n = all: the synapses of all-to-all", () => {
    const wiring = connect(name, nPre, nPost, { values: { n: POOL } });
    for (const neuron of all(50)) expect(drawnOf(wiring, neuron)).toEqual(all(POOL));
  });

  test("without autapses nobody reaches itself, and all others may be drawn", () => {
    const given = { values: { n: 19, autapses: 0 }, ends: { same: true } };
    const wiring = connect(name, 20, 20, given);
    for (const neuron of all(20))
      expect(drawnOf(wiring, neuron)).toEqual(all(20).filter((x) => x !== neuron));
    const between = connect(name, 20, 20, { ...given, ends: { same: false } });
    // Of two populations the neurons of one index are two neurons.
    expect(all(20).some((neuron) => drawnOf(between, neuron).includes(neuron))).toBe(true);
  });

  test("with multapses partners are drawn again and again, each draw alone", () => {
    const wiring = connect(name, nPre, nPost, { values: { n: 90, multapses: 1 } });
    expect(wiring.count).toBe(90 * 50);
    let different = 0;
    for (const neuron of all(50)) different += new Set(drawnOf(wiring, neuron)).size;
    // Of 30 boxes 90 draws leave 30 (29 / 30)^90 empty in the mean: 1.42, with a standard deviation of 1.0.
    expect(Math.abs(different / 50 - (30 - 1.42))).toBeLessThan(5 / Math.sqrt(50));
    for (const i of all(nPre)) {
      const columns = columnsOf(wiring, i);
      expect(columns).toEqual([...columns].sort((a, b) => a - b));
    }
  });

  test("more different partners than there are get a sentence", () => {
    const what = name === "fixed-indegree" ? "sources" : "targets";
    expect(refusal(name, nPre, nPost, { values: { n: 31 } })).toBe(
      `31 different ${what} cannot be drawn from 30; accepted: at most 30, or multapses: true`,
    );
    expect(refusal(name, 30, 30, { values: { n: 30, autapses: 0 }, ends: { same: true } })).toBe(
      `30 different ${what} cannot be drawn from 29; accepted: at most 29, or multapses: true`,
    );
    expect(refusal(name, nPre, nPost, { values: { n: 31, multapses: 1 } })).toBeUndefined();
  });
});

describe("same-place", () => {
  test("reaches all planes of one place", () => {
    const wiring = between("same-place", [2, 3, 4], [3, 3, 4]);
    for (const i of all(24)) expect(columnsOf(wiring, i)).toEqual([i % 12, 12 + (i % 12), 24 + (i % 12)]);
    expect(wiring.count).toBe(72);
  });

  test("within one population everyone at the place but itself: competition of features", () => {
    const wiring = between("same-place", [3, 2, 2], [3, 2, 2], { ends: { same: true } });
    expect(columnsOf(wiring, 5)).toEqual([1, 9]);
    expect(wiring.count).toBe(24);
  });

  test("other places get a sentence", () => {
    expect(refusal("same-place", 12, 24, { ends: { preShape: [3, 4], postShape: [2, 4, 3] } })).toBe(
      '"same-place" needs populations with equal rows and columns, not 3 x 4 and 2 planes of 4 x 3; accepted: size: [planes, rows, cols] of both',
    );
  });
});

describe("patch", () => {
  test.each([
    { pre: [7, 9], kernel: 3, stride: 2, post: [4, 3, 4] },
    { pre: [2, 6, 5], kernel: 2, stride: 1, post: [3, 5, 4] },
    { pre: [5, 5], kernel: 5, stride: 1, post: [2, 1, 1] },
    { pre: [8, 8], kernel: 2, stride: 3, post: [3, 3] },
  ])("$kernel x $kernel windows, $stride apart, on $pre: $post", ({ pre, kernel, stride, post }) => {
    const [cols, rows, planes = 1] = [...pre].reverse() as [number, number, number?];
    const [across, down] = [...post].reverse() as [number, number];
    const wiring = between("patch", pre, post, { values: { kernel, stride } });
    for (const j of all(product(post))) {
      const place = j % (down * across);
      const [top, left] = [stride * Math.floor(place / across), stride * (place % across)];
      const seen = all(planes * rows * cols).filter((i) => {
        const [y, x] = [Math.floor((i % (rows * cols)) / cols), i % cols];
        return y >= top && y < top + kernel && x >= left && x < left + kernel;
      });
      expect(rowsOf(wiring, j)).toEqual(seen);
    }
  });

  test.each([
    { pre: [7, 9], kernel: 3, stride: 2, lost: undefined },
    { pre: [28, 28], kernel: 5, stride: 4, lost: "3 of 28 rows and 3 of 28 columns" },
    { pre: [2, 8, 10], kernel: 2, stride: 3, lost: "2 of 8 rows and 4 of 10 columns" },
    { pre: [9, 8], kernel: 3, stride: 2, lost: "0 of 9 rows and 1 of 8 columns" },
  ])(
    "neurons that no window of $kernel x $kernel, $stride apart, on $pre sees are told",
    ({ pre, lost, ...values }) => {
      const ends = { same: false, preShape: pre, postShape: [1] };
      const text = rules.patch.notice!({ features: 0, ...values }, ends);
      const [cols, rows] = [...pre].reverse() as [number, number];
      const along = (length: number) => Math.floor((length - values.kernel) / values.stride) + 1;
      const wiring = between("patch", pre, [along(rows), along(cols)], { values });
      const sees = new Set(all(along(rows) * along(cols)).flatMap((j) => rowsOf(wiring, j)));
      expect(sees.size === product(pre)).toBe(text === undefined);
      if (lost) expect(text).toContain(`${lost} of the sending population lie in no window`);
    },
  );

  test("features follow from a plain number of neurons", () => {
    const wiring = connect("patch", 25, 27, {
      values: { kernel: 3 },
      ends: { preShape: [5, 5], postShape: [27] },
    });
    expect(rowsOf(wiring, 26)).toEqual([12, 13, 14, 17, 18, 19, 22, 23, 24]);
  });

  test.each([
    [{ preShape: [25] }, {}, '"patch" needs rows and columns of the sending population, not a list of 25'],
    [{ preShape: [5, 5] }, { kernel: 6 }, "a window of 6 x 6 does not fit on 5 x 5; accepted: at most 5"],
    [{ preShape: [5, 5] }, { kernel: 3, features: 2 }, "accepted: size: [2, 3, 3]"],
    [{ preShape: [5, 5] }, { kernel: 4 }, "27 neurons do not see 2 x 2 windows with any features each"],
    [{ preShape: [5, 5], postShape: [3, 9] }, { kernel: 3 }, "27 neurons (3 x 9) do not see 3 x 3 windows"],
  ])("%j %j is refused", (ends, values, why) => {
    expect(refusal("patch", 25, 27, { ends: { postShape: [27], ...ends }, values })).toContain(why);
  });
});

describe("distance", () => {
  const KERNELS = ["gaussian", "exponential", "disc"];

  test.each([
    ["gaussian", (d: number) => Math.exp(-(d * d) / (2 * 2.25))],
    ["exponential", (d: number) => Math.exp(-d / 1.5)],
    ["disc", (d: number) => (d <= 1.5 ? 1 : 0)],
  ] as const)("%s: as often as its formula says, at every distance", (kernel, formula) => {
    const [rows, cols, of] = [5, 6, 400];
    const wirings = all(of).map((s) =>
      between("distance", [rows, cols], [rows, cols], {
        values: { radius: 1.5, peak: 0.8, kernel: KERNELS.indexOf(kernel) },
        seed: `${s}`,
      }),
    );
    const seen = new Map<number, number>();
    const possible = new Map<number, number>();
    const add = (to: Map<number, number>, squared: number) => to.set(squared, (to.get(squared) ?? 0) + 1);
    const squared = (i: number, j: number) =>
      (Math.floor(i / cols) - Math.floor(j / cols)) ** 2 + ((i % cols) - (j % cols)) ** 2;
    for (const i of all(30)) for (const j of all(30)) add(possible, squared(i, j));
    for (const wiring of wirings)
      for (const i of all(30)) for (const j of columnsOf(wiring, i)) add(seen, squared(i, j));
    for (const [d2, pairs] of possible) {
      const p = 0.8 * formula(Math.sqrt(d2));
      const n = pairs * of;
      const found = seen.get(d2) ?? 0;
      expect(Math.abs(found - n * p)).toBeLessThanOrEqual(5 * Math.sqrt(n * p * (1 - p)) + 1);
    }
  });

  test("a torus has no edge, and no autapses where none are wanted", () => {
    const disc = { radius: 1, kernel: 2, wrap: 1 };
    const wiring = between("distance", [4, 5], [4, 5], {
      values: { ...disc, autapses: 0 },
      ends: { same: true },
    });
    expect(columnsOf(wiring, 0)).toEqual([1, 4, 5, 15]);
    for (const i of all(20)) expect(columnsOf(wiring, i)).toHaveLength(4);
    const own = between("distance", [4, 5], [4, 5], { values: disc, ends: { same: true } });
    expect(columnsOf(own, 0)).toEqual([0, 1, 4, 5, 15]);
    const edged = between("distance", [4, 5], [4, 5], { values: { ...disc, wrap: 0 } });
    expect(columnsOf(edged, 0)).toEqual([0, 1, 5]);
  });

  test("another number of places is stretched over the same area", () => {
    const wiring = connect("distance", 12, 4, { values: { radius: 1.2, kernel: 2 } });
    // Places of the four: 1, 4, 7 and 10 of the twelve.
    expect(all(4).map((j) => rowsOf(wiring, j))).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
      [9, 10, 11],
    ]);
  });

  test("a line and a grid get a sentence", () => {
    expect(refusal("distance", 9, 9, { ends: { preShape: [3, 3] } })).toBe(
      '"distance" needs two lines or two grids, not 3 x 3 and a list of 9; accepted: size: [rows, cols] of both',
    );
  });
});

describe("forecasts of synapses", () => {
  test.each([
    ["probability", [20, 20], [20, 20], { p: 0.2 }, true],
    ["probability", [20, 20], [20, 20], { p: 0.2, autapses: 0 }, true],
    ["fixed-indegree", [400], [300], { n: 20 }, false],
    ["fixed-outdegree", [400], [300], { n: 20 }, false],
    ["distance", [20, 20], [10, 10], { radius: 2 }, false],
    ["distance", [20, 20], [20, 20], { radius: 2, autapses: 0, kernel: 1 }, true],
    ["patch", [2, 10, 10], [3, 8, 8], { kernel: 3 }, false],
    ["same-place", [2, 10, 10], [3, 10, 10], {}, false],
    ["same-place", [3, 10, 10], [3, 10, 10], {}, true],
    ["lateral", [30], [30], {}, true],
    ["one-to-one", [30], [30], {}, false],
    ["all-to-all", [30], [20], {}, false],
  ] as const)("%s, %j to %j, %j", (name, preShape, postShape, values, same) => {
    const [nPre, nPost] = [product(preShape), product(postShape)];
    const given = { values, ends: { preShape, postShape, same } };
    const wiring = connect(name, nPre, nPost, given) as Csr;
    const { rule, values: numbers, ends } = asked(name, nPre, nPost, given);
    const expected = rule.expected!(nPre, nPost, numbers, ends);
    // Five standard deviations of a count of rare events; rows that a forecast takes as samples add some per cent.
    expect(Math.abs(wiring.count - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected) + 0.03 * expected);
  });
});

describe("pool", () => {
  test("each neuron sees a window of its own plane, or of the planes that are merged", () => {
    // 4 planes of 4 x 4; windows of 2 x 2 without overlap; planes 0 and 2, 1 and 3 become one.
    const wiring = between("pool", [4, 4, 4], [2, 2, 2], { values: { kernel: 2, stride: 2, merge: 2 } });
    const seenBy = (j: number) =>
      Array.from({ length: wiring.inDegree(j) }, (_, k) => wiring.memberRow(j, k));
    // Plane 1, lower left window: rows 2 and 3, columns 0 and 1 of planes 1 and 3.
    expect(seenBy(4 + 2)).toEqual([16 + 8, 16 + 9, 16 + 12, 16 + 13, 48 + 8, 48 + 9, 48 + 12, 48 + 13]);
    expect(wiring.count).toBe(8 * 8);
  });

  test.each<[number, number, Partial<Ends>, Record<string, number>, string]>([
    [64, 8, { preShape: [64], postShape: [2, 2, 2] }, {}, '"pool" needs rows and columns'],
    [
      64,
      16,
      { preShape: [4, 4, 4], postShape: [4, 2, 2] },
      { kernel: 5 },
      "does not fit on 4 planes of 4 x 4",
    ],
    [64, 16, { preShape: [4, 4, 4], postShape: [4, 2, 2] }, { merge: 3 }, "4 planes cannot be merged by 3"],
    [64, 8, { preShape: [4, 4, 4], postShape: [2, 2, 2] }, {}, "accepted: size: [4, 2, 2]"],
  ])("%i to %i neurons that do not fit are refused, %#", (nPre, nPost, ends, values, why) => {
    expect(refusal("pool", nPre, nPost, { ends, values })).toContain(why);
  });
});
