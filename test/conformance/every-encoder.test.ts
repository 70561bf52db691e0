import { expect, test } from "vitest";
import { encoderProblems } from "../../src/core/encoder/conformance.js";
import { encoders } from "../../src/core/encoder/index.js";
import type { EncoderModel } from "../../src/core/encoder/model.js";
import { spikeTrain } from "../../src/core/spikes.js";

for (const [name, model] of Object.entries<EncoderModel>(encoders))
  test(`${name} keeps the contract of encoders`, () => {
    expect(encoderProblems(model)).toEqual([]);
  });

test("an encoder that keeps it badly is reported", () => {
  const late: EncoderModel = {
    doc: "",
    params: {},
    needsValues: true,
    create: () => ({ encode: ({ ticks }) => spikeTrain([[ticks, 0]]) }),
  };
  const problems = encoderProblems(late).join("; ");
  expect(problems).toContain("a spike is not at a tick");
});
