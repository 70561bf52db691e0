/** The light warns of lone spikes, but not of a rule that needs them. */
import { expect, test } from "vitest";
import { loneLight } from "../../src/explore/lone-light.js";
import { startOf } from "../../src/explore/state.js";

const start = startOf("box-over-ramp");

test("the page begins without an alarm: box over ramp depresses by lone spikes on purpose", () => {
  expect(loneLight(start, "moves")).toMatchObject({ name: "intended", sign: "■" });
  expect(loneLight(startOf("box-over-ramp-ns"), "moves").words).toContain("on purpose");
});

test("voltages that were changed, and other rules, are warned of", () => {
  const changed = { ...start, post: start.pre };
  expect(loneLight(changed, "moves").name).toBe("moves");
  expect(loneLight(startOf("antisymmetric"), "moves").name).toBe("moves");
  expect(loneLight(start, "drifts")).toMatchObject({ name: "drifts", sign: "▲" });
});
