/** Signs with an index below the line. */
import { expect, test } from "vitest";
import { subscriptParts, withSubscripts } from "../../src/report/subscripts.js";

test("an index is set below its sign, and the words around it stay", () => {
  expect(subscriptParts("Δt = t_post − t_pre (ms)")).toEqual([
    { plain: "Δt = t", below: "post" },
    { plain: " − t", below: "pre" },
    { plain: " (ms)", below: "" },
  ]);
  expect(subscriptParts("")).toEqual([{ plain: "", below: "" }]);
});

test.each(["n_pre", "my_t_pre", "t_present", "t_pre.csv", "V_pre_2", "x.t_pre", "time_s"])(
  "%s is a name, no sign",
  (name) => {
    expect(subscriptParts(name)).toEqual([{ plain: name, below: "" }]);
  },
);

test("code, pictures, attributes and the user's heading keep what they say", () => {
  const page =
    '<h1>V_pre</h1><p title="V_pre > 0">V_pre</p><code>V_pre</code><svg><text>V_pre</text></svg><pre>V_pre</pre>';
  expect(withSubscripts(page)).toBe(page.replace(">V_pre</p>", ">V<sub>pre</sub></p>"));
});
