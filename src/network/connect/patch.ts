/**
 * Local receptive fields: the places of the receiving population are the positions at which a window of kernel x kernel
 * fits on the sending one, `stride` places apart; at each, all its planes see all planes of that window. Every neuron has
 * synapses of its own: devices share no weights.
 */
import { csrOfColumns } from "../../core/connectivity/index.js";
import { type ConnectRule, checkCount, type RuleValues } from "./model.js";
import { planes } from "./options.js";
import { type Grid, gridOf, gridText, isGrid } from "./place.js";

const whole = { unit: "1", whole: true, min: 1 } as const;

export const patch: ConnectRule = {
  doc: "each receiving neuron sees a window of kernel x kernel places, in all planes",
  params: {
    kernel: {
      ...whole,
      default: 5,
      doc: "rows and columns of a window",
      source: "assumed: the first layer of LeNet-5, LeCun et al., Proc. IEEE 86:2278 (1998)",
    },
    stride: {
      ...whole,
      default: 1,
      doc: "places from one window to the next",
      source: "assumed: all windows",
    },
    features: planes,
  },
  problem(_nPre, nPost, values, { preShape, postShape }) {
    if (!isGrid(preShape))
      return `"patch" needs rows and columns of the sending population, not a list of ${preShape[0]}; accepted: size: [rows, cols] or [planes, rows, cols]`;
    const pre = gridOf(preShape);
    const { kernel, features } = values;
    if (kernel! > pre.rows || kernel! > pre.cols)
      return `a window of ${kernel} x ${kernel} does not fit on ${gridText(pre)}; accepted: at most ${Math.min(pre.rows, pre.cols)}`;
    const { rows, cols } = windowsOn(pre, values);
    const count = nPost / (rows * cols);
    const post = gridOf(postShape);
    const fits = !isGrid(postShape) || (post.rows === rows && post.cols === cols);
    if (fits && Number.isInteger(count) && (features === 0 || features === count)) return undefined;
    return `${nPost} neurons${isGrid(postShape) ? ` (${gridText(post)})` : ""} do not see ${rows} x ${cols} windows with ${features || "any"} features each; accepted: size: [${features || "features"}, ${rows}, ${cols}]`;
  },
  notice({ kernel, stride }, { preShape }) {
    const { rows, cols } = gridOf(preShape);
    const beyond = (length: number) => (length - kernel!) % stride!;
    const within = (length: number) =>
      Math.max(0, stride! - kernel!) * Math.floor((length - kernel!) / stride!);
    const [r, c] = [beyond(rows) + within(rows), beyond(cols) + within(cols)];
    if (r === 0 && c === 0) return undefined;
    return `${r} of ${rows} rows and ${c} of ${cols} columns of the sending population lie in no window of ${kernel} x ${kernel} at a stride of ${stride}: their neurons reach nothing. A stride of at most ${kernel} that divides the rows and the columns less ${kernel} leaves none out`;
  },
  expected: (_, nPost, { kernel }, { preShape }) => nPost * gridOf(preShape).planes * kernel! ** 2,
  connect(nPre, nPost, values, _random, ends) {
    const { planes, rows, cols } = gridOf(ends.preShape);
    const { kernel, stride } = values as { kernel: number; stride: number };
    const degree = planes * kernel ** 2;
    checkCount(nPost * degree);
    const windows = windowsOn(gridOf(ends.preShape), values);
    const seen = new Int32Array(degree);
    return csrOfColumns(nPre, nPost, degree, (j) => {
      const place = j % (windows.rows * windows.cols);
      const [top, left] = [Math.floor(place / windows.cols) * stride, (place % windows.cols) * stride];
      let k = 0;
      for (let plane = 0; plane < planes; plane++)
        for (let y = top; y < top + kernel; y++)
          for (let x = left; x < left + kernel; x++) seen[k++] = (plane * rows + y) * cols + x;
      return seen;
    });
  },
};

/** Rows and columns of the positions of a window. */
export function windowsOn({ rows, cols }: Grid, { kernel, stride }: RuleValues): Omit<Grid, "planes"> {
  const along = (length: number) => Math.floor((length - kernel!) / stride!) + 1;
  return { rows: along(rows), cols: along(cols) };
}
