import { type FrontEnd, type FrontEndModel, type PictureShape, valuesOf } from "./model.js";

/** A front end with its numbers. */
export interface FrontEndChoice {
  /** The front end. */
  readonly part: FrontEndModel;
  /** Its numbers, of its `params`; a default where left out. */
  readonly values: Readonly<Record<string, number>>;
}

/** Front ends one after the other, each on what the one before gives. @throws RangeError as their `create` does */
export function chain(choices: readonly FrontEndChoice[], shape: PictureShape): FrontEnd {
  const parts: FrontEnd[] = [];
  const shapes = [shape];
  for (const { part, values } of choices) {
    parts.push(part.create(values, shapes.at(-1)!));
    shapes.push(parts.at(-1)!.shape);
  }
  // What each gives, and what each is given, drawn back.
  const given = parts.map((part) => new Float32Array(valuesOf(part.shape)));
  const drawn = shapes.map((s) => new Float32Array(valuesOf(s)));
  const last = parts.length - 1;
  return {
    shape: shapes.at(-1)!,
    apply(values, to) {
      let from = values;
      for (const [k, part] of parts.entries()) {
        const into = k === last ? to : given[k]!;
        part.apply(from, into);
        from = into;
      }
    },
    draw(values, to) {
      let from = values;
      for (let k = last; k >= 0; k--) {
        const part = parts[k]!;
        if (!part.draw) continue;
        part.draw(from, drawn[k]!);
        from = drawn[k]!;
      }
      to.set(from);
    },
  };
}
