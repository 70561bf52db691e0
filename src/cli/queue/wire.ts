/** What travels through the queue: experiments to workers, answers back; compressed JSON, as text. */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { CompleteExperiment } from "../../config/load.js";
import type { Answer } from "../helpers/sweep-job.js";

/** Of a text that was unpacked, bytes: a thousand times what any has. */
const MOST_BYTES = 2 ** 26;

/** A job's data. */
export interface Task {
  /** A packed experiment. */
  readonly experiment: string;
}

/** What a worker leaves: a packed answer, or why there is none. */
export type Reply = { readonly answer: string } | { readonly failure: string };

export function packExperiment({ origins, ...rest }: CompleteExperiment): string {
  return pack({ ...rest, origins: [...origins] });
}

/** @throws Error for what is no packed experiment */
export function unpackExperiment(text: string): CompleteExperiment {
  const { origins, ...rest } = unpack(text) as Omit<CompleteExperiment, "origins"> & {
    readonly origins: [string, never][];
  };
  if (typeof rest.document?.kind !== "string" || !Array.isArray(origins))
    throw new Error("the queue holds something that is not a point of a sweep");
  return { ...rest, origins: new Map(origins) };
}

export const packAnswer = (answer: Answer): string => pack(answer);

/** @throws Error for what is no packed answer; what it says is checked when it is kept (run-record.ts) */
export function unpackAnswer(text: string): Answer {
  const answer = unpack(text) as Answer;
  if (typeof answer?.code !== "string" || typeof answer.metrics !== "object")
    throw new Error("the queue holds something that is not the result of a point");
  return answer;
}

/** Numbers that JSON has no word for. */
const NUMBER = "$number";

function pack(value: unknown): string {
  const json = JSON.stringify(value, (_, x: unknown) =>
    typeof x === "number" && (!Number.isFinite(x) || Object.is(x, -0))
      ? { [NUMBER]: Object.is(x, -0) ? "-0" : String(x) }
      : x,
  );
  return deflateRawSync(json).toString("base64");
}

function unpack(text: string): unknown {
  const json = inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: MOST_BYTES }).toString();
  return JSON.parse(json, (_, x: unknown) => {
    if (typeof x !== "object" || x === null || !(NUMBER in x)) return x;
    return Number(x[NUMBER]);
  });
}
