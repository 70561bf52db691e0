/** The frozen passes of a classify run: labels from training images, then the test. Nothing learns. */
import { fittedReadouts } from "../../../readout/fitted/index.js";
import { AnswerLog } from "../../../readout/fitted/model.js";
import { readouts, STANDARD_READOUT } from "../../../readout/index.js";
import { LabelAccumulator } from "../../../readout/labels.js";
import { type Helper, type Helpers, runSplit, type Trained } from "../../split-pass.js";
import { answers, type FrozenPass, frozenPass, frozenStream } from "./frozen.js";
import type { Presenter } from "./presenter.js";
import { recordRaster } from "./raster.js";
import type { Raster } from "./result.js";
import { type Scores, TestScores } from "./scores.js";
import { reportAndYield, type Session } from "./session.js";
import { binsOf } from "./spec.js";

/** Label, then test. */
export async function frozenPasses(session: Session, trained: Trained) {
  const helpers = new Set(helpersOf(session)?.start(trained));
  // Pictures by themselves keep the cores busier than columns do, which have to meet.
  if (helpers.size > 0) session.presenter.engine.useThreads?.(1);
  const labelled = await label(session, helpers);
  return { labelled, tested: await test(session, helpers, labelled) };
}

/** For fewer images than this a helper is not worth its start. */
const WORTH_HELP = 500;

/** Who may help in the frozen passes: pictures there must not depend on each other. */
export function helpersOf({ spec, options }: Session): Helpers | undefined {
  const images = spec.label.images + spec.test.images;
  if (!spec.presentation.reset || images < WORTH_HELP) return undefined;
  // Helpers read spike by spike: what a picture gets must not depend on who answers.
  if (typeof spec.kernel === "object" && spec.kernel.tfjs.read === "matmul") return undefined;
  return options.helpers;
}

/** Mean answers to training images, frozen. */
async function label(session: Session, helpers: Set<Helper>) {
  const { spec, presenter } = session;
  const pass = frozenPass(spec, "label");
  const n = presenter.counts.length;
  const accumulator = new LabelAccumulator(n, spec.dataset.classes);
  const { fit = [] } = spec.label;
  const log = new AnswerLog(n * binsOf(spec), spec.dataset.classes);
  const started = performance.now();
  const images = await show(session, pass, helpers, (k, counts, bins) => {
    const label = pass.images.labels[pass.index[k]!]!;
    accumulator.add(counts, label);
    if (fit.length > 0) log.add(bins, label);
  });
  const answers = log.answers();
  return {
    images,
    seconds: (performance.now() - started) / 1000,
    meanCounts: accumulator.meanCounts(),
    labels: accumulator.labels(),
    known: accumulator.known(),
    fitted: fit.map((name) => ({ name, score: fittedReadouts[name].fit(answers) })),
  };
}

/** The held-out images, frozen; each is read once. */
async function test(
  session: Session,
  helpers: Set<Helper>,
  { meanCounts, labels, known, fitted }: Awaited<ReturnType<typeof label>>,
): Promise<{ scores: Scores; seconds: number; raster: Raster | null }> {
  const { spec, presenter } = session;
  const pass = frozenPass(spec, "test");
  const { readout = STANDARD_READOUT, own = {} } = spec.test;
  const table = { ...readouts, ...own };
  const expected = forTheTest(meanCounts, presenter);
  const { frozenTicks } = presenter;
  // What was fitted to answers of another time.
  const scale = frozenTicks.label / frozenTicks.test;
  const scores = new TestScores(spec.dataset.classes, expected, labels, readout, table, known, fitted, scale);
  const started = performance.now();
  const first = frozenStream(spec, "test").split(0);
  const raster =
    pass.index.length > 0
      ? recordRaster(presenter, spec.presentation.reset, pass.images, pass.index[0]!, first)
      : null;
  await show(
    session,
    pass,
    helpers,
    (k, counts, bins) => scores.add(counts, pass.images.labels[pass.index[k]!]!, bins),
    () => scores.running,
  );
  return { scores: scores.result(), seconds: (performance.now() - started) / 1000, raster };
}

/** What neurons answer in the time of a test showing, by what they answered in that of a labelling one. */
function forTheTest(meanCounts: Float64Array, { frozenTicks: { label, test } }: Presenter): Float64Array {
  return label === test ? meanCounts : meanCounts.map((r) => (r * test) / label);
}

/** For which each pass goes on after an interrupt. */
const LAST_SECONDS = 3;

/**
 * Go through a frozen pass; pictures seen.
 * @param helpers  those that are lost are taken out
 * @param see  told of every picture its counts, and the same by parts of the presentation
 */
function show(
  session: Session,
  pass: FrozenPass,
  helpers: Set<Helper>,
  see: (k: number, counts: Uint32Array, bins: Uint32Array) => void,
  accuracy?: () => number,
): Promise<number> {
  const { spec, presenter } = session;
  const { phase } = pass;
  // Also where neurons are not reset between pictures: what a pass answers must not depend on what was shown before it.
  presenter.engine.finish(true);
  const learning = [session.crossbar, ...session.others.values()].some((each) => each.learning);
  session.guard?.begin(phase, { learning }, thetaPlusOf(session));
  const total = pass.index.length;
  const started = performance.now();
  let interrupted: number | undefined;
  // After an interrupt the pass is cut to this many images, or to what some seconds allow, so that what there is gets a
  // score.
  const shortened = Math.min(1000, spec.label.images, spec.test.images);
  const n = presenter.counts.length;
  const bins = binsOf(spec);
  return runSplit({
    phase,
    total,
    n: n * bins,
    helpers: [...helpers],
    local: (from, to) => answers(spec, presenter, pass, from, to),
    see: (k, answer) => see(k, bins === 1 ? answer : summed(answer, n), answer),
    lost: (error, helper) => {
      helpers.delete(helper);
      session.options.notice?.(
        `a helper is lost, the others do its part: ${error instanceof Error ? error.message : error}`,
      );
    },
    pause: async (done) => {
      if (!(await reportAndYield(session, phase, done, total, started, accuracy?.()))) return false;
      interrupted ??= performance.now();
      return done >= shortened || (done > 0 && performance.now() - interrupted > LAST_SECONDS * 1000);
    },
  });
}

/** Over bins. */
function summed(answer: Uint32Array, n: number): Uint32Array {
  const counts = new Uint32Array(n);
  for (let x = 0; x < answer.length; x++) counts[x % n]! += answer[x]!;
  return counts;
}

/** The largest rise of a threshold at a spike. */
function thetaPlusOf({ presenter }: Session): number {
  const { populations } = presenter.engine.network;
  return populations.reduce((most, { neurons }) => Math.max(most, neurons?.thetaPlus ?? 0), 0);
}
