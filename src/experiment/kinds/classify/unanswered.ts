/** Words for test images without an answer, and for classes that no answer can name. */
import { grouped } from "../../../core/written.js";
import { fittedReadouts } from "../../../readout/fitted/index.js";
import { readoutKey, readouts } from "../../../readout/index.js";
import type { ClassifyMetrics, ClassifyResult } from "./result.js";

/** A read-out's name as tables call it, by its key in metrics. */
export const READOUT_TITLES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<{ readonly title?: string }>({ ...readouts, ...fittedReadouts }).map(([name, { title }]) => [
    readoutKey(name),
    title ?? name,
  ]),
);

/** "7 silent, undecided: 12 by class-mean vote, 3 by …; counted as wrong" */
export function unanswered({ silentTestImages, undecidedTestImages }: ClassifyMetrics): string {
  const silent = `${grouped(silentTestImages)} silent`;
  if (!undecidedTestImages) return `${silent}, counted as wrong`;
  const some = Object.entries(undecidedTestImages).filter(([, images]) => images > 0);
  if (some.length === 0) return `${silent}, none undecided; counted as wrong`;
  const each = some.map(([key, images]) => `${grouped(images)} by ${READOUT_TITLES[key] ?? key}`);
  return `${silent}, undecided: ${each.join(", ")}; counted as wrong`;
}

/** "class-mean vote: 88, of which 39 right; …" of answers that hung on the order of classes; undefined where none did. */
export function ties({ tiedTestImages }: ClassifyMetrics): string | undefined {
  const some = Object.entries(tiedTestImages ?? {}).filter(([, { images }]) => images > 0);
  if (some.length === 0) return undefined;
  const each = some.map(
    ([key, { images, right }]) =>
      `${READOUT_TITLES[key] ?? key}: ${grouped(images)} images, ${grouped(right)} of them right`,
  );
  return each.join("; ");
}

/**
 * Which classes of the test no neuron answered in labelling, in words: no read-out can name them. Undefined where there is
 * none.
 */
export function unknownClasses({
  classNames,
  confusion,
  meanCounts,
}: Pick<ClassifyResult, "classNames" | "confusion" | "meanCounts">): string | undefined {
  const classes = classNames.length;
  const answered = new Uint8Array(classes);
  for (let x = 0; x < meanCounts.length; x++) if (meanCounts[x]! > 0) answered[x % classes] = 1;
  const unknown = classNames.flatMap((name, c) => {
    const images = (confusion[c] ?? []).reduce((a, b) => a + b, 0);
    return answered[c] === 0 && images > 0 ? [{ name, images }] : [];
  });
  if (unknown.length === 0) return undefined;
  const images = unknown.reduce((sum, u) => sum + u.images, 0);
  const which = `class${unknown.length > 1 ? "es" : ""} ${unknown.map((u) => u.name).join(", ")}`;
  return `no neuron answered an image of ${which} in labelling, so the ${grouped(images)} test images of ${unknown.length > 1 ? "them" : "it"} cannot be recognised: label.images and the training images have too few of ${unknown.length > 1 ? "them" : "it"}, or the network is silent`;
}
