/** From an alpha's document to a number or a course in time. */
import {
  type AlphaCourse,
  type AlphaSchedule,
  type AlphaSignal,
  alphaOf,
  checkSchedule,
  type Modulation,
} from "../../crossbar/modulation.js";
import type { SignalSpec } from "../../network/spec.js";
import { quoteAll } from "../errors.js";
import { si } from "../schema/fields.js";
import { didYouMean } from "../suggest.js";
import type { AlphaDocument, EisDocument, ScheduleDocument, SignalDocument } from "./document.js";
import type { ProblemList } from "./problems.js";

export type SignalDocuments = Readonly<Record<string, SignalDocument>>;

/** What an alpha that moves counts as where one number is needed: its waveform as it is written. */
const AS_WRITTEN = 1;

export interface BuiltAlphas {
  readonly alphaPre: number;
  readonly alphaPost: number;
  readonly modulation?: Modulation;
}

/** @param tick  of the network, s */
export function buildAlphas(
  doc: EisDocument,
  signals: SignalDocuments,
  tick: number,
  path: string,
  problems: ProblemList,
): BuiltAlphas {
  const side = (alpha: AlphaDocument, key: string) => {
    if (typeof alpha !== "object") return { constant: si(alpha, "1") };
    if (doc.form !== "ordered")
      problems.add(
        `${path}.form`,
        `"${doc.form}" has constant alphas; accepted: "ordered" where ${key} moves during the run`,
      );
    return { constant: AS_WRITTEN, course: course(alpha, signals, tick, `${path}.${key}`, problems) };
  };
  const pre = side(doc.alphaPre, "alphaPre");
  const post = side(doc.alphaPost, "alphaPost");
  const modulation: Modulation = {
    ...(pre.course ? { pre: pre.course } : {}),
    ...(post.course ? { post: post.course } : {}),
  };
  return {
    alphaPre: pre.constant,
    alphaPost: post.constant,
    ...(pre.course || post.course ? { modulation } : {}),
  };
}

function course(
  alpha: Exclude<AlphaDocument, string | number>,
  signals: SignalDocuments,
  tick: number,
  path: string,
  problems: ProblemList,
): AlphaCourse | undefined {
  if ("schedule" in alpha) return buildSchedule(alpha.schedule, (x) => x, tick, `${path}.schedule`, problems);
  const names = Object.keys(signals);
  if (!Object.hasOwn(signals, alpha.signal)) {
    problems.add(
      `${path}.signal`,
      `"${alpha.signal}" is not a signal of the network; accepted: ${names.length > 0 ? quoteAll(names) : "a signal that network.signals names"}${didYouMean(alpha.signal, names)}`,
    );
    return undefined;
  }
  const signal = signals[alpha.signal]!;
  const following: AlphaSignal = {
    kind: "signal",
    signal: alpha.signal,
    start: "start" in signal ? si(signal.start, "1") : 0,
    offset: si(alpha.offset, "1"),
    factor: si(alpha.factor, "1"),
    step: si(alpha.step, "1"),
  };
  // A signal that follows a schedule is one.
  if ("schedule" in signal) {
    const rows = signal.schedule;
    return problems.attempt(path, () =>
      buildSchedule(rows, (x) => alphaOf(following, x), tick, path, problems),
    );
  }
  problems.attempt(path, () => alphaOf(following, following.start));
  return following;
}

function buildSchedule(
  rows: ScheduleDocument,
  mapped: (x: number) => number,
  tick: number,
  path: string,
  problems: ProblemList,
): AlphaSchedule {
  const schedule: AlphaSchedule = {
    kind: "schedule",
    at: rows.map(([t]) => si(t, "s")),
    value: rows.map(([, x]) => mapped(si(x, "1"))),
  };
  // A relative 1e-6 forgives the rounding of decimal text, not a time between two ticks.
  for (const [k, t] of schedule.at.entries())
    if (Math.abs(t / tick - Math.round(t / tick)) > 1e-6)
      problems.add(path, `${rows[k]![0]} is not a whole number of ticks; accepted: multiples of the tick`);
  problems.attempt(path, () => checkSchedule(schedule));
  return schedule;
}

/** Signals of the network; their schedules are looked at here, whether anything follows them or not. */
export function buildSignals(
  signals: SignalDocuments,
  tick: number,
  path: string,
  problems: ProblemList,
): SignalSpec[] {
  return Object.entries(signals).flatMap(([name, signal]): SignalSpec[] => {
    if ("start" in signal) return [{ name, start: si(signal.start, "1") }];
    buildSchedule(signal.schedule, () => 0, tick, `${path}.${name}.schedule`, problems);
    return [];
  });
}

/** Every alpha of a signal that follows `name`, for what would set it. */
export function followersOf(modulations: Iterable<Modulation>, name: string): AlphaSignal[] {
  return [...modulations]
    .flatMap(({ pre, post }) => [pre, post])
    .filter((c): c is AlphaSignal => c?.kind === "signal" && c.signal === name);
}
