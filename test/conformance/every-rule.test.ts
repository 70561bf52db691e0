import { expect, test } from "vitest";
import { csrOfRows, uniform } from "../../src/core/connectivity/index.js";
import { ruleFamily } from "../../src/network/connect/index.js";
import type { ConnectRule } from "../../src/network/connect/model.js";

const { problems, take } = ruleFamily.contract!;

for (const [name, rule] of Object.entries(ruleFamily.table))
  test(`${name} keeps the contract of a connection rule`, () => {
    expect(problems(rule)).toEqual([]);
  });

const made = (connect: ConnectRule["connect"], change: Partial<ConnectRule> = {}): ConnectRule => ({
  doc: "x",
  params: {},
  connect,
  ...change,
});
const none = (nPre: number, nPost: number) =>
  csrOfRows(
    nPost,
    Array.from({ length: nPre }, () => []),
  );

let calls = 0;
test.each<[string, ConnectRule, RegExp]>([
  ["makes nothing", made(() => undefined as never), /neither a wiring nor a list/],
  [
    "makes a wiring of other sizes",
    made((nPre, nPost) => none(nPre + 1, nPost)),
    /a wiring of 7 to 6 neurons for 6 to 6/,
  ],
  [
    "reaches too far",
    made((nPre, nPost) => uniform(nPre, nPost, nPre, () => [nPost, nPost + 1])),
    /reaches neuron 6 of 6/,
  ],
  [
    "counts wrongly",
    made((nPre, nPost) => uniform(nPre, nPost, 7, () => [0, nPost])),
    /count is 7 of 36 synapses/,
  ],
  [
    "lists columns out of order",
    made((nPre, nPost) => uniform(nPre, nPost, 2 * nPre, () => [nPost - 1, nPost, 0, 1])),
    /columns of a row do not ascend/,
  ],
  [
    "depends on how often it is asked",
    made((nPre, nPost) => uniform(nPre, nPost, nPre, () => [calls++ % nPost, 1 + ((calls - 1) % nPost)])),
    /give other synapses/,
  ],
  ["refuses everything", made(none, { problem: () => "no" }), /refuses populations of all sizes/],
  ["refuses without a word", made(none, { problem: () => "" }), /refuses sizes without saying why/],
  [
    "throws",
    made(() => {
      throw new Error("no wire");
    }),
    /throws with its defaults and 6 to 6 neurons: no wire/,
  ],
])("a rule that %s is found out", (_, rule, message) => {
  expect(problems(rule).join("\n")).toMatch(message);
});

test("a module's lists of columns become a wiring, or are refused in words", () => {
  const rule = (lists: unknown) => take!({ doc: "x", params: {}, connect: () => lists });
  const connect = (lists: unknown) => rule(lists).connect(2, 3, {}, undefined as never, undefined as never);
  expect(connect([[0, 2], []])).toMatchObject({ form: "csr", nPre: 2, nPost: 3, count: 2 });
  expect(() => connect([[0]])).toThrow("1 lists of columns for 2 rows");
  expect(() => connect([[2, 0], []])).toThrow("columns of row 0 do not ascend");
  expect(() => connect([[3], []])).toThrow("column 3 in row 0; expected 0 to 2");
});
