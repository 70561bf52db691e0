import { describe, expect, test } from "vitest";
import { inWords, problemsOf } from "../../src/config/messages.js";
import { builtIn } from "../../src/config/parts.js";
import { type RuleEntry, rule } from "../../src/config/schema/rule.js";
import type { Param } from "../../src/core/params.js";
import { load, refusal, SIMULATE } from "./small.js";

const number = (unit: Param["unit"], value: number): Param => ({
  unit,
  default: value,
  min: 0,
  doc: "a number",
  source: "chosen: for this test",
});

const table = {
  everyone: { doc: "all of them", params: {} },
  chance: { doc: "some of them", params: { p: number("1", 0.1) } },
  ring: { doc: "neighbours", params: { reach: number("m", 1e-3), share: number("1", 0.5) } },
};
const mine = { doc: "mine", params: { width: number("m", 1e-3) } };
const field = rule<RuleEntry>(table, () => new Map([["/mine.js", mine]]));

/** A rule as a document has it: what it means, or what is wrong with it. */
function read(raw: unknown) {
  const parsed = field.schema(raw, builtIn).safeParse(raw, inWords);
  return parsed.success
    ? { document: parsed.data, value: field.read(parsed.data, builtIn) }
    : { problems: problemsOf(parsed.error, new Map()).map(({ path, problem }) => `${path}: ${problem}`) };
}

describe("a rule is written", () => {
  test.each([
    [
      "without numbers as a word, which stays one",
      "everyone",
      "everyone",
      { name: "everyone", part: table.everyone, values: {} },
    ],
    [
      "with one number as that number",
      { chance: "20 %" },
      { chance: "20 %" },
      { name: "chance", part: table.chance, values: { p: 0.2 } },
    ],
    [
      "with the first of several alone, the others by their defaults",
      { ring: "2 mm" },
      { ring: "2 mm" },
      { name: "ring", part: table.ring, values: { reach: 2e-3, share: 0.5 } },
    ],
    [
      "with several by their names, defaults filled in",
      { ring: { reach: "2 mm" } },
      { ring: { reach: "2 mm", share: 0.5 } },
      { name: "ring", part: table.ring, values: { reach: 2e-3, share: 0.5 } },
    ],
    [
      "as a module with its numbers",
      { module: "/mine.js" },
      { module: "/mine.js", width: "1 mm" },
      { name: "/mine.js", part: mine, values: { width: 1e-3 } },
    ],
  ])("%s", (_, raw, document, value) => {
    expect(read(raw)).toEqual({ document, value });
  });
});

describe("a rule is refused", () => {
  const accepted =
    'accepted: "everyone", {chance: 0.1}, {ring: 1 mm}, {list: synapses.csv}, {module: ./path.js}';
  test.each([
    ["where it is none", "evryone", `"evryone" is not a rule; ${accepted} (did you mean "everyone"?)`],
    ["as a mapping of one that is none", { chanse: 0.1 }, '"chanse" is not a rule'],
    ["without the numbers it needs", "chance", `"chance" needs its numbers; ${accepted}`],
    ["with numbers it has not", { everyone: 3 }, `"everyone" has no numbers; ${accepted}`],
    ["as two at once", { chance: 0.1, ring: {} }, `got a mapping with "chance", "ring"; ${accepted}`],
    ["as a number", 5, `got 5; ${accepted}`],
    ["with a number out of range", { chance: -1 }, "chance: -1 is out of range"],
    ["with a number of another unit", { ring: { reach: "3 s" } }, 'ring.reach: "3 s" has unit "s"'],
    ["with an unknown number", { ring: { raech: "3 m" } }, 'ring.raech: unknown key "raech"'],
  ])("%s", (_, raw, message) => {
    const { problems } = read(raw) as { problems: string[] };
    expect(problems.join("\n")).toContain(message);
  });
});

describe("in an experiment", () => {
  const set = (rule: string) => [`network.projections.drive.rule=${rule}`];

  test("a rule with a number reaches the specification, together with a range of delays", async () => {
    const delay = "network.projections.drive.delay={from: 1 ms, to: 3 ms}";
    const { spec, resolvedYaml } = await load(SIMULATE, [...set("{probability: 25 %}"), delay]);
    if (spec.kind !== "simulate") throw new Error("another kind");
    expect(spec.network.projections[0]).toMatchObject({
      rule: { values: { p: 0.25 } },
      delay: 1e-3,
      delayMax: 3e-3,
    });
    expect(resolvedYaml).toMatch(/rule:\n\s+probability: 25 %\n/);
    expect((await load(resolvedYaml)).resolvedYaml).toBe(resolvedYaml);
  });

  test("a number out of range is told with its path", async () => {
    expect(await refusal(SIMULATE, set("{probability: 2}"))).toMatch(
      /network\.projections\.drive\.rule\.probability: 2 is out of range; accepted: .* from 0 to 1/,
    );
  });
});
