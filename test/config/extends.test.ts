/** An experiment that extends another may name another network or data set: its base's own numbers stay above them. */
import { expect, test } from "vitest";
import { resolveDocument } from "../../src/config/extends.js";
import { parseYaml } from "../../src/config/yaml.js";
import { memoryFiles } from "../../src/platform/memory-files.js";

const CONTENTS = {
  "/networks/slow.yaml": "tick: 1 ms\nsize: 10\ninhibition: {weight: 1}",
  "/networks/fast.yaml": "tick: 1 us\nsize: 20\ninhibition: {weight: 2}",
  "/far/networks/fast.yaml": "tick: 7 us\nsize: 70\ninhibition: {weight: 7}",
  "/datasets/digits.yaml": "name: digits\nclasses: 10",
  "/datasets/clothes.yaml": "name: clothes\nclasses: 12",
  "/base.yaml": "network: {extends: slow, size: 100}\ndataset: {extends: digits, shuffled: true}",
  "/short.yaml": "network: slow\ndataset: digits",
  "/between.yaml": "extends: base.yaml\nnetwork: {colour: red}",
  "/without.yaml": "kind: classify",
  "/less.yaml": "network: {extends: slow, inhibition: null}",
};

function resolved(text: string, file = "/x.yaml") {
  const files = memoryFiles(CONTENTS);
  const { document, unresolved } = resolveDocument(files, parseYaml(text, file.slice(1)), file);
  expect(unresolved).toEqual([]);
  return document.value;
}

test.each([
  ["alone", "extends: base.yaml", { tick: "1 ms", size: 100, inhibition: { weight: 1 } }],
  [
    "with a network named",
    "extends: base.yaml\nnetwork: {extends: fast}",
    { tick: "1 us", size: 100, inhibition: { weight: 2 } },
  ],
  [
    "and numbers of its own",
    "extends: base.yaml\nnetwork: {extends: fast, size: 7, inhibition: {weight: 3}}",
    { tick: "1 us", size: 7, inhibition: { weight: 3 } },
  ],
  [
    "over two files",
    "extends: between.yaml\nnetwork: {extends: fast}",
    { tick: "1 us", size: 100, inhibition: { weight: 2 }, colour: "red" },
  ],
  [
    "over a base that only names one",
    "extends: short.yaml\nnetwork: {extends: fast}",
    { tick: "1 us", size: 20, inhibition: { weight: 2 } },
  ],
  [
    "over a base without one",
    "extends: without.yaml\nnetwork: {extends: fast}",
    { tick: "1 us", size: 20, inhibition: { weight: 2 } },
  ],
  [
    "over a base that takes something away",
    "extends: less.yaml\nnetwork: {extends: fast}",
    { tick: "1 us", size: 20 },
  ],
  [
    "as a name, which stands for all of it",
    "extends: base.yaml\nnetwork: fast",
    { tick: "1 us", size: 20, inhibition: { weight: 2 } },
  ],
])("the network of an extending experiment, %s", (_, text, network) => {
  expect(resolved(text).network).toEqual(network);
});

test("data sets likewise", () => {
  expect(resolved("extends: base.yaml\ndataset: {extends: clothes}").dataset).toEqual({
    name: "clothes",
    classes: 12,
    shuffled: true,
  });
});

test("the name is looked for beside the file that it stands in", () => {
  const text = "extends: ../base.yaml\nnetwork: {extends: fast}";
  expect(resolved(text, "/far/x.yaml").network).toMatchObject({ tick: "7 us", size: 100 });
});
