import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../src/node/config.js";
import {
  described,
  experimentFile,
  isExperiment,
  namedDocuments,
  packagedExperiments,
} from "../../src/node/experiments.js";
import { experimentFrom } from "../../src/node/new-experiment.js";

// Another folder than the checkout: what a user of the installed package has.
const folder = realpathSync(mkdtempSync(join(tmpdir(), "spikion-names-")));
const before = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => process.chdir(before));
const packaged = (name: string) => join(packageRoot, "experiments", `${name}.yaml`);

test.each([
  ["quickstart", "quickstart"],
  ["quickstart.yaml", "quickstart"],
  ["experiments/quickstart.yaml", "quickstart"],
  ["studies/mnist-eis-400", "studies/mnist-eis-400"],
  ["mnist-eis-400", "studies/mnist-eis-400"],
  ["experiments/papers/huang-2025-fig4a.yaml", "papers/huang-2025-fig4a"],
])("%s means the packaged experiment from any folder", (name, file) => {
  expect(experimentFile(name)).toBe(packaged(file));
});

test("a file of the user's own comes first, with or without its ending", () => {
  writeFileSync(join(folder, "coincidence.yaml"), "kind: simulate\n");
  expect(experimentFile("coincidence")).toBe("coincidence.yaml");
  expect(experimentFile("./coincidence.yaml")).toBe("./coincidence.yaml");
  // A folder of that name is not meant.
  mkdirSync(join(folder, "quickstart"));
  expect(experimentFile("quickstart")).toBe(packaged("quickstart"));
});

test.each([
  ["qickstart", 'did you mean "quickstart"'],
  ["mnist-eis-40", 'did you mean "mnist-eis-400"'],
  ["studies/tecnologies", 'did you mean "studies/technologies"'],
  ["coincidance.yaml", 'did you mean "coincidence.yaml"'],
  ["nothing-like-it-at-all", "spikion list experiments names"],
  ["", "there is no such file"],
])("%j is refused, with what may have been meant", (name, message) => {
  expect(() => experimentFile(name)).toThrow(message);
});

test("every packaged experiment has a question, a kind and how long it takes", () => {
  const all = packagedExperiments().map(described);
  expect(all.length).toBeGreaterThan(50);
  expect(all[0]?.name).toBe("quickstart");
  expect(all.filter(({ question, kind, runtime }) => !question || !kind || !runtime)).toEqual([]);
  expect(all.find(({ name }) => name === "studies/technologies")?.sweep).toBe(true);
  // Its sweep stands in the file that it extends.
  expect(all.find(({ name }) => name === "studies/technologies-edges-400")?.sweep).toBe(true);
  expect(all.find(({ name }) => name === "studies/mnist-edges-400")?.sweep).toBe(false);
  // Devices and voltages lie among them.
  expect(all.map(({ name }) => name)).not.toContain("devices/my-device");
});

test("networks, devices and voltages are no experiments; what cannot be read is looked at as one", () => {
  expect(isExperiment(join(packageRoot, "networks", "winner-take-all-ns.yaml"))).toBe(false);
  expect(isExperiment(join(packageRoot, "experiments", "devices", "my-waves.yaml"))).toBe(false);
  expect(isExperiment(packaged("studies/mnist-eis-100"))).toBe(true);
  expect(isExperiment(join(folder, "none.yaml"))).toBe(true);
});

test("data sets and networks have names and say what they are", () => {
  expect(namedDocuments("datasets").map(({ name }) => name)).toEqual(["fashion-mnist", "mnist", "mnist-10k"]);
  expect(
    [...namedDocuments("datasets"), ...namedDocuments("networks")].filter(({ doc }) => doc === ""),
  ).toEqual([]);
});

test("a new experiment extends the other, and has its values to be uncommented", async () => {
  const { text, sweep } = await experimentFrom("quickstart", join(folder, "mine.yaml"));
  expect(text).toContain("\nextends: experiments/quickstart.yaml\n");
  expect(text).toContain("\n# train: {images: 40000, epochs: 1}\n");
  expect(text).not.toMatch(/^# (question|runtime|seed):/m);
  expect(sweep).toBe(false);
  for (const from of ["technologies", "technologies-edges-400"])
    expect((await experimentFrom(from, join(folder, "mine.yaml"))).sweep, from).toBe(true);
});
