import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { ExperimentResult, ExperimentSpec } from "../../src/experiment/kinds/index.js";
import { factsOf } from "../../src/experiment/kinds/index.js";
import { renderReport } from "../../src/report/html.js";
import { hashOf, picturesOf, wordsOf } from "../golden/kept.js";
import {
  choiceResult,
  choiceSpec,
  classifyResult,
  classifySpec,
  figureResult,
  figureSpec,
  resolvedYaml,
  simulateResult,
  simulateSpec,
} from "./fixture.js";
import { manifest } from "./manifest-fixture.js";

async function page(spec: ExperimentSpec, result: ExperimentResult, yaml = resolvedYaml, m = manifest) {
  const text = await renderReport({ resolvedYaml: yaml, manifest: m, result, facts: factsOf(spec) });
  return { text, document: parseHTML(text).document };
}

/** Words of the page or of one part of it, white space evened out. */
function words(part: { textContent: string | null } | null): string {
  return (part?.textContent ?? "").replace(/\s+/g, " ");
}

function figures(document: Document): string[] {
  return Array.from(document.querySelectorAll("figure[id]") as Iterable<Element>, (f) => f.id);
}
type Document = ReturnType<typeof parseHTML>["document"];
type Element = { id: string; textContent: string | null; querySelector(selector: string): Element | null };

const classify = await page(classifySpec(), classifyResult(20));
const simulate = await page(simulateSpec(), simulateResult());

/** What a page brings along to be kept. */
const FILE = /^data:(image\/svg\+xml|text\/csv);charset=utf-8,/;

test("a report asks for nothing outside itself and runs nothing", () => {
  for (const { text, document } of [classify, simulate]) {
    expect(document.querySelectorAll("script, link, iframe, object, embed, base")).toHaveLength(0);
    for (const element of document.querySelectorAll("*"))
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/);
        if (["src", "href", "xlink:href", "srcset", "data", "action"].includes(name))
          expect(value).toMatch(element.hasAttribute("download") ? FILE : /^(data:image\/png;base64,|#)/);
      }
    expect(text).not.toMatch(/@import|url\(\s*["']?(?!#)/);
    // Names of XML namespaces look like addresses, but nothing asks for them.
    expect(text.replaceAll(/xmlns(:\w+)?=["'][^"']*["']/g, "")).not.toMatch(/https?:\/\//);
    expect(text).toContain("Content-Security-Policy");
  }
});

test("a report of a classification shows every promised figure, each with a caption", () => {
  expect(figures(classify.document)).toEqual([
    "accuracy",
    "confusion",
    "receptive-fields",
    "raster",
    "settling",
    "histogram",
    "waveforms",
    "stdp",
    "rate",
  ]);
  for (const [k, f] of [...classify.document.querySelectorAll("figure[id]")].entries()) {
    expect(words(f.querySelector(":scope > figcaption"))).toMatch(new RegExp(`^Figure ${k + 1}\\. `));
    expect(f.querySelector("svg, img")).not.toBe(null);
    expect(words(f.querySelector(":scope > figcaption")).length).toBeGreaterThan(60);
  }
});

test("a report of a simulation shows spikes, conductances, voltages and the device", () => {
  expect(figures(simulate.document)).toEqual([
    "spikes",
    "conductance",
    "voltages",
    "histogram",
    "waveforms",
    "stdp",
    "rate",
  ]);
});

test("each accuracy stands beside its interval and its number of images", () => {
  const text = words(classify.document.querySelector("#key-figures"));
  expect(text).toContain("86.64 %95 % CI 85.96 to 87.29 %, n = 10,000");
  expect(text).toContain("87.41 %95 % CI 86.75 to 88.05 %, n = 10,000");
  expect(text).toContain("88.53 %95 % CI 87.89 to 89.14 %, n = 10,000");
  expect(text).toContain("ab".repeat(32));
});

test("the confusion matrix shows every count", () => {
  const { confusion } = classifyResult(20);
  const shown = Array.from(classify.document.querySelectorAll("#confusion g.text text"), words);
  expect(shown).toEqual(confusion.flat().map((n) => (n === 0 ? "·" : String(n))));
});

test("the protocol says where labels come from and what the test froze", () => {
  const text = words(classify.document.querySelector("#protocol"));
  expect(text).toContain(
    "Labels of neurons and class means come from a frozen pass over 10,000 training images.",
  );
  expect(text).toContain("plasticity and θ frozen; 10,000 test images, each read once");
  expect(text).toContain("No weight normalisation of any kind.");
});

test("weight normalisation is said where there is some", async () => {
  const { document } = await page(classifySpec({ columnSum: 78.4 }), classifyResult(2));
  expect(words(document.querySelector("#protocol"))).toContain("digital weight normalisation");
});

test("an ideal gain schedule on devices is marked as not physical, the others are not", async () => {
  const result = classifyResult(2);
  result.metrics.gainSchedule = "ideal";
  const { document } = await page(classifySpec({ gain: { schedule: "ideal", end: 0.2 } }), result);
  expect(words(document.querySelector(".notice"))).toContain("No physical circuit here provides it");
  expect(words(document.querySelector("#key-figures"))).toContain("ideal not physical");
  expect(words(classify.document.body)).not.toContain("not physical");
});

test("constants that no source gives are marked as assumed, those with a source are not", () => {
  const rows = Array.from(classify.document.querySelectorAll("#constants tr") as Iterable<Element>);
  const row = (name: string) => rows.find((r) => words(r.querySelector("code")) === name);
  expect(row("gMin")?.querySelector(".assumed")).not.toBe(null);
  expect(row("g0")?.querySelector(".assumed")).toBe(null);
});

test("an interrupted run says so at the top", async () => {
  const { document } = await page(classifySpec(), classifyResult(2), resolvedYaml, {
    ...manifest,
    interrupted: true,
  });
  expect(words(document.querySelector(".notice"))).toContain("This run was interrupted");
});

test("hostile words stay words, wherever they come in", async () => {
  const evil = `"><img src=x onerror=alert(1)></style></title><script>alert(2)</script>'&amp;`;
  const yaml = `name: ${JSON.stringify(evil)}\nquestion: ${JSON.stringify(evil)}\nsource: ${JSON.stringify(evil)}\n`;
  const result = { ...classifyResult(20), classNames: Array.from({ length: 10 }, () => evil) };
  result.metrics = {
    ...result.metrics,
    seed: evil,
    gainSchedule: evil,
    weightsSha256: evil,
    testSplit: evil,
  };
  const spec = classifySpec();
  const physics = { ...spec.physics!, device: { ...spec.physics!.device, name: evil } };
  const { text, document } = await page({ ...spec, physics }, result, yaml, {
    ...manifest,
    name: evil,
    seed: evil,
    commit: evil,
  });
  expect(document.querySelectorAll("script, [onerror], [src=x]")).toHaveLength(0);
  // Compared as a whole the page would fill the screen.
  expect(text.includes("<script") || text.includes("<img src=x")).toBe(false);
  expect(words(document.querySelector("h1"))).toBe(evil);
});

test("hostile names of populations stay words", async () => {
  const evil = `</svg><script>alert(1)</script>`;
  const base = simulateResult();
  const result = { ...base, records: base.records.map((r) => ({ ...r, of: evil })) };
  const { text } = await page(simulateSpec(), result);
  expect(text.includes("<script")).toBe(false);
});

test("a run without devices, history or picture still has a report", async () => {
  const { physics: _, ...spec } = classifySpec();
  const result = classifyResult(4);
  const bare: ExperimentResult = {
    ...result,
    conductanceUnit: "1",
    history: { images: [], accuracy: [], postSpikes: [], thetaMean: [] },
    raster: null,
    metrics: { ...result.metrics, disturb: null, plasticityCheck: null },
  };
  const { document } = await page(spec, bare);
  expect(figures(document)).toEqual(["accuracy", "confusion", "receptive-fields", "histogram"]);
  expect(words(document.querySelector(".notice"))).toContain("ideal");
});

test("a simulation in which nothing was watched or learned still has a report", async () => {
  const { physics: _, ...spec } = simulateSpec();
  const bare = { ...simulateResult(), records: [], conductance: new Float32Array(0), nPre: 0, nPost: 0 };
  const { document } = await page(spec, bare);
  expect(figures(document)).toEqual([]);
  expect(words(document.querySelector("#key-figures"))).toContain("40,000 ticks of 500 µs");
});

test("a config that is no YAML is shown as it is", async () => {
  const { document } = await page(classifySpec(), classifyResult(2), "{ not yaml: [");
  expect(words(document.querySelector("pre"))).toBe("{ not yaml: [");
});

test("reports of every kind read and look as they have always done", async () => {
  const normalised = classifySpec({ columnSum: 78.4, gain: { schedule: "ideal", end: 0.2 } });
  const pages = {
    classify,
    simulate,
    choice: await page(choiceSpec(), choiceResult()),
    figure: await page(figureSpec(), figureResult()),
    "another seed and size": await page(normalised, classifyResult(7), "name: x\nquestion: why\n", {
      ...manifest,
      commit: "c0ffee",
      uncommitted: true,
      interrupted: true,
    }),
  };
  const kept = Object.entries(pages).flatMap(([name, { text }]) => [
    `# ${name}: ${hashOf(text)}`,
    ...wordsOf(text),
    ...picturesOf(text),
    "",
  ]);
  await expect(kept.join("\n")).toMatchFileSnapshot("../golden/results/reports.txt");
});
