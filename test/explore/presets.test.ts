/** Presets that are named after the paper's figures show what its experiments show. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { presets } from "../../src/explore/presets.js";

const named = presets.flatMap(({ name, form }) => {
  const figures = /^Fig\. ([\da-d, ]+):/.exec(name)?.[1]?.split(", ") ?? [];
  return figures.map((figure) => ({ figure, form }));
});

test.each([...new Set(named.map(({ figure }) => figure))])(
  "fig. %s has the voltages of its experiment",
  (figure) => {
    const file = new URL(`../../experiments/papers/huang-2025-fig${figure}.yaml`, import.meta.url);
    const { curves } = parse(readFileSync(file, "utf8")) as { curves: { waveforms: string }[] };
    const forms = named.filter((n) => n.figure === figure).map(({ form }) => form);
    expect(forms).toEqual(curves.map(({ waveforms }) => waveforms));
  },
);
