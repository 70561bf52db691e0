/** Classes of a data set of which a pass has no image: what is learned, labelled or tested says nothing of them. */
import { frozenPass, trainedImages } from "./frozen.js";
import type { ClassifySpec } from "./spec.js";

/** Names by pass; a pass that shows nothing, or an image of every class, is left out. */
export interface AbsentClasses {
  /** In training. */
  train?: string[];
  /** In labelling. */
  label?: string[];
  /** In the test. */
  test?: string[];
}

/** Of the images that the spec shows. */
export function absentClasses(spec: ClassifySpec): AbsentClasses {
  const { dataset } = spec;
  const [label, test] = [frozenPass(spec, "label"), frozenPass(spec, "test")];
  const passes = {
    train: { images: dataset.train, index: trainedImages(spec) },
    label,
    test,
  };
  return Object.fromEntries(
    Object.entries(passes).flatMap(([name, { images, index }]) => {
      const seen = new Set(Array.from(index, (k) => images.labels[k]!));
      const absent = dataset.classNames.filter((_, c) => !seen.has(c));
      return index.length > 0 && absent.length > 0 ? [[name, absent]] : [];
    }),
  );
}

const WORDS = {
  train: ["training", "it cannot be learned", "they cannot be learned"],
  label: ["labelling", "no read-out can name it", "no read-out can name them"],
  test: ["test", "accuracy says nothing of it", "accuracy says nothing of them"],
} as const;

/** Longest list of names. */
const NAMED = 10;

/** A sentence for each pass. */
export function absentNotices(absent: AbsentClasses | undefined): string[] {
  return (["train", "label", "test"] as const).flatMap((pass) => {
    const names = absent?.[pass];
    if (!names) return [];
    const [what, one, several] = WORDS[pass];
    const shown = names.slice(0, NAMED).join(", ");
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
    return names.length === 1
      ? [`none of the ${what} images is of class ${shown}: ${one}`]
      : [`none of the ${what} images is of classes ${shown}${more}: ${several}`];
  });
}
