/** Parts of a user's own as text of one file each: what a config may name by `module:`. */

/** dv/dt = 0: counts its inputs up to a threshold, and starts over. */
export const NEURON = `
export const doc = "a counter of inputs without leak";
export const params = { threshold: { unit: "V", default: 0.02, min: 0, open: true, doc: "threshold", source: "a test" } };
export const receptors = ["input"];
export const weightUnit = "V";
export const create = (n, { threshold }) => {
  const v = new Float64Array(n);
  const input = [new Float32Array(n)];
  return {
    n, receptors, input,
    update(tick, spikes) {
      spikes.count = 0;
      for (let i = 0; i < n; i++) {
        v[i] += input[0][i];
        input[0][i] = 0;
        if (v[i] >= threshold) spikes.index[spikes.count++] = i;
      }
      if (WINNER && spikes.count > 1) spikes.count = 1;
      for (let s = 0; s < spikes.count; s++) v[spikes.index[s]] = 0;
    },
    nextTick: () => Infinity,
    voltage: (i) => v[i],
    reset: () => { v.fill(0); input[0].fill(0); },
  };
};
`
  .replace("(n, { threshold }) =>", "(n, { threshold }, tick, winner) =>")
  .replace("WINNER", 'winner === "one-per-step"');

export const ENCODER = `
export const doc = "every neuron at every tenth tick";
export const params = { offset: { unit: "1", default: 3, min: 0, doc: "first tick", source: "a test" } };
export const needsValues = false;
export const create = ({ offset }) => ({
  encode({ size, ticks, boost }) {
    const spikes = [];
    for (let t = offset; t < ticks; t += Math.round(10 / boost)) for (let i = 0; i < size; i++) spikes.push([t, i]);
    return { tick: Float64Array.from(spikes, (s) => s[0]), index: Int32Array.from(spikes, (s) => s[1]), count: spikes.length };
  },
});
`;

/** A sinh; SIGN is to be replaced. */
export const DEVICE = `
const v0 = 0.5, a = 1e-12;
export default {
  doc: "a sinh law", rateSource: "a test",
  params: {
    gMin: { unit: "S", default: 1e-7, doc: "smallest", source: "a test" },
    gMax: { unit: "S", default: 4e-6, doc: "largest", source: "a test" },
  },
  create: ({ gMin, gMax }) => ({
    name: "mine", gMin, g0: 1e-6, gMax, bounds: "soft", beta: 1, d2d: 0, c2c: 0,
    rate: { vOc: 0, rate: (v) => SIGN a * Math.sinh(v / v0), antiderivative: (v) => a * v0 * (Math.cosh(v / v0) - 1) },
  }),
};
`;

/** The cube of the voltage. */
export const RATE = `
export const doc = "a cubic law";
export const source = "a test";
export const params = { cube: { unit: "S/s", default: 1e-9, min: 0, open: true, doc: "rate at 1 V", source: "a test" } };
export const create = ({ cube }, vOc) => ({
  vOc,
  rate: (v) => cube * (v - vOc) ** 3,
  antiderivative: (v) => (cube * (v - vOc) ** 4) / 4,
});
`;

export const WAVEFORM = `
export const doc = "boxes";
export const source = "a test";
export const scaleFactor = 0.5;
export const pre = [[0, 3], [10e-3, 3]];
export const post = [[0, 4], [5e-3, 4], [5e-3, -4], [10e-3, -4]];
`;

/** The second column starts at a conductance of its own and learns nothing. */
export const NON_IDEALITY = `
export const doc = "a dead column";
export const params = { start: { unit: "S", default: 0, min: 0, max: 1e-6, doc: "where it starts", source: "a test" } };
export const write = ({ start }) => ({ row, gMin }) => (row === 1 ? { up: 0, down: 0, start: Math.max(start, gMin) } : { up: 1, down: 1 });
`;

/** The labelling counts of the most active neurons are the scores. */
export const READOUT = `
export const doc = "the most active neurons alone";
export const score = (counts, meanCounts, labels, classes, out) => {
  out.fill(0);
  const most = Math.max(...counts);
  if (most > 0) for (const [j, n] of counts.entries()) if (n === most) for (let c = 0; c < classes; c++) out[c] += meanCounts[j * classes + c];
};
`;

/** Each neuron reaches those up to `reach` further on, around a ring. */
export const RULE = `
export const doc = "a ring";
export const params = { reach: { unit: "1", default: 1, min: 1, doc: "how far a neuron reaches", source: "a test" } };
export const problem = (nPre, nPost) => (nPost > 3 * nPre ? "a ring of such sizes is none" : undefined);
export const connect = (nPre, nPost, { reach }) =>
  Array.from({ length: nPre }, (_, i) =>
    Array.from({ length: Math.min(reach, nPost) }, (_, k) => (i + 1 + k) % nPost).sort((a, b) => a - b),
  );
`;
