/** The plan of a sweep as its live.jsonl keeps it. */
import type { Job, Plan } from "../sweep/plan.js";

/** What live.jsonl keeps of a plan. */
export type PlanNote = Pick<Plan, "name" | "kind" | "block"> & {
  readonly file: string;
  /** How it was begun; absent in what earlier versions wrote. */
  readonly begun?: SweepBegun;
  readonly jobs: readonly JobNote[];
};

/** What the command that began a sweep was told. */
export interface SweepBegun {
  /** Folder from which its file is named. */
  readonly cwd: string;
  readonly set: readonly string[];
  /** Runs at a time. */
  readonly places: number;
  /** Whether workers of a Redis server compute them; its address may hold a password and is not kept. */
  readonly queue?: boolean;
}
export type JobNote = Pick<Job, "point" | "seed" | "key" | "problem">;

export function planNote({ name, kind, block, file, jobs }: Plan, begun: SweepBegun): PlanNote {
  return { name, kind, block, file, begun, jobs: jobs.map(jobNote) };
}

export function jobNote({ point, seed, key, problem }: Job): JobNote {
  return {
    point,
    seed,
    ...(key === undefined ? {} : { key }),
    ...(problem === undefined ? {} : { problem }),
  };
}
