/** What differs between the origins of two results, in words. */
import { expect, test } from "vitest";
import { changes, type Origin } from "../../src/sweep/origin.js";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const was: Origin = {
  dataHash: "d",
  modules: { "/a.js": "1", "/b.js": "2" },
  program: { spikion: "1.0.0", commit: COMMIT, code: "c" },
};
const program = (change: Partial<Origin["program"]>): Origin => ({
  ...was,
  program: { ...was.program, ...change },
});

test.each<[string, Origin, string[]]>([
  ["nothing", was, []],
  ["another commit of the same code", program({ commit: null }), []],
  ["the same modules in another folder", { ...was, modules: { "/x/y/a.js": "1", "/x/y/b.js": "2" } }, []],
  [
    "one that lies otherwise to the other",
    { ...was, modules: { "/a.js": "1", "/c/b.js": "2" } },
    ["module /b.js", "module /c/b.js"],
  ],
  ["the data", { ...was, dataHash: null }, ["data"]],
  [
    "modules that changed, came and went",
    { ...was, modules: { "/a.js": "1", "/b.js": "3", "/c.js": "4" } },
    ["module /b.js", "module /c.js"],
  ],
  ["the code", program({ code: "x" }), ["program (spikion 1.0.0 at 0123456789 with changed code)"]],
  [
    "the version",
    program({ spikion: "1.1.0", commit: null }),
    ["program (spikion 1.0.0 at 0123456789, now spikion 1.1.0)"],
  ],
])("%s", (_, now, expected) => {
  expect(changes(was, now)).toEqual(expected);
});
