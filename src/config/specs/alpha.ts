/** From an alpha's value to a number or a course in time. */
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
import type { Alpha, Schedule, Signals } from "../schema/alpha.js";
import type { EisValue } from "../schema/synapse.js";
import { didYouMean } from "../suggest.js";
import type { ProblemList } from "./problems.js";
import { onGrid } from "./ticks.js";

/** What an alpha that moves counts as where one number is needed: its waveform as it is written. */
const AS_WRITTEN = 1;

export interface BuiltAlphas {
  readonly alphaPre: number;
  readonly alphaPost: number;
  readonly modulation?: Modulation;
}

/** @param tick  of the network, s */
export function buildAlphas(
  value: Pick<EisValue, "alphaPre" | "alphaPost" | "form">,
  signals: Signals,
  tick: number,
  path: string,
  problems: ProblemList,
): BuiltAlphas {
  const side = (alpha: Alpha, key: string) => {
    if (typeof alpha === "number") return { constant: alpha };
    if (value.form !== "ordered")
      problems.add(
        `${path}.form`,
        `"${value.form}" has constant alphas; accepted: "ordered" where ${key} moves during the run`,
      );
    return { constant: AS_WRITTEN, course: course(alpha, signals, tick, `${path}.${key}`, problems) };
  };
  const pre = side(value.alphaPre, "alphaPre");
  const post = side(value.alphaPost, "alphaPost");
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
  alpha: Exclude<Alpha, number>,
  signals: Signals,
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
  const start = "start" in signal ? signal.start : 0;
  const { signal: name, ...numbers } = alpha;
  const following: AlphaSignal = { kind: "signal", signal: name, start, ...numbers };
  // A signal that follows a schedule is one.
  if ("schedule" in signal) {
    const { schedule } = signal;
    const at = `network.signals.${alpha.signal}.schedule`;
    return problems.attempt(path, () =>
      buildSchedule(schedule, (x) => alphaOf(following, x), tick, path, problems, at),
    );
  }
  problems.attempt(path, () => alphaOf(following, start));
  return following;
}

/** @param at  where the rows are written; `path` where left out */
function buildSchedule(
  rows: Schedule,
  mapped: (x: number) => number,
  tick: number,
  path: string,
  problems: ProblemList,
  at = path,
): AlphaSchedule {
  const schedule: AlphaSchedule = {
    kind: "schedule",
    at: rows.map(([t]) => t),
    value: rows.map(([, x]) => mapped(x)),
  };
  for (const [k, t] of schedule.at.entries()) onGrid(t, tick, path, problems, { at: `${at}.${k}.0` });
  problems.attempt(path, () => checkSchedule(schedule));
  return schedule;
}

/** Signals of the network; their schedules are looked at here, whether anything follows them or not. */
export function buildSignals(
  signals: Signals,
  tick: number,
  path: string,
  problems: ProblemList,
): SignalSpec[] {
  return Object.entries(signals).flatMap(([name, signal]): SignalSpec[] => {
    if ("start" in signal) return [{ name, start: signal.start }];
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
