import fc from "fast-check";
import { expect, test } from "vitest";
import { plainPixels } from "../../../src/dataset/readers/plain-pixels.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const parsed = (text: string) => JSON.parse(text).data.map((value: number) => Math.round(value * 255));

test("plainly written pictures have the pixels that JSON.parse has", () => {
  const decimals = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 15 });
  const number = fc.oneof(
    fc.constantFrom("0", "1", "0.0", "1.000", "0.001", "0.5", "0.998", "0.50000"),
    decimals.map((digits) => `0.${digits.join("")}`),
    // Where rounding 255 times the value goes up or down.
    fc.integer({ min: 0, max: 254 }).map((k) => ((k + 0.5) / 255).toFixed(15)),
  );
  const blank = fc.constantFrom("", "", " ", "\n", "\t\r\n");
  fc.assert(
    fc.property(fc.array(fc.tuple(blank, number, blank), { minLength: 1, maxLength: 40 }), (list) => {
      const text = `{ "data": [${list.map((parts) => parts.join("")).join(",")}]}\n`;
      expect([...plainPixels(bytes(text))!]).toEqual(parsed(text));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test.each([
  ["a value above 1", '{"data":[1.001]}'],
  ["a sign", '{"data":[-0]}'],
  ["an exponent", '{"data":[1e0]}'],
  ["a leading zero", '{"data":[00]}'],
  ["no digit after the point", '{"data":[0.]}'],
  ["no digit before it", '{"data":[.5]}'],
  ["more digits than are exact", '{"data":[0.1234567890123456]}'],
  ["no number", '{"data":["0"]}'],
  ["nothing", ""],
  ["an empty list", '{"data":[]}'],
  ["a comma at the end", '{"data":[0,]}'],
  ["a list that does not end", '{"data":[0,0'],
  ["a further key", '{"data":[0],"labels":[0]}'],
  ["another key before", '{"labels":[],"data":[0]}'],
  ["text after the end", '{"data":[0]}}'],
  ["a blank that JSON has not", '{"data":[0\u00a0]}'],
  ["a NUL byte", '{"data":[0]}\0'],
])("%s is left to JSON.parse", (_, text) => {
  expect(plainPixels(bytes(text))).toBeUndefined();
});
