/** Where a result comes from: enough to make it again. */
import * as z from "zod";
import { type KindName, kinds } from "../experiment/kinds/index.js";

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime();

/** What manifest.json holds. Keys it does not know are kept: a later version may add some. */
export const manifestSchema = z.looseObject({
  /** Tells our manifests from others. */
  format: z.literal("spikion-run"),
  formatVersion: z.literal(1),
  name: z.string(),
  kind: z.enum(Object.keys(kinds) as [KindName, ...KindName[]]),
  seed: z.string(),
  /** sha256 of config.resolved.yaml. */
  configHash: sha256Hex,
  /** sha256 of the data set as the dataset reader counts it; null for runs without one. */
  dataHash: z.string().nullable(),
  /** sha256 of the files of the user's modules, by absolute path; absent in manifests of before they were kept. */
  modules: z.record(z.string(), sha256Hex).optional(),
  /** sha256 of the files with numbers that the config names, by absolute path; absent where there are none. */
  inputs: z.record(z.string(), sha256Hex).optional(),
  versions: z.object({ spikion: z.string(), node: z.string() }),
  /** sha256 of the program's own files; absent in manifests of before it was kept. */
  code: sha256Hex.optional(),
  /** Whether V8 paired the kernel's vectors; it changes no bit of the result. */
  pairedVectors: z.boolean().optional(),
  /** Commit of the checkout that ran; null outside one. `uncommitted`: its files had been changed since. */
  commit: z.string().nullable(),
  uncommitted: z.boolean().nullable(),
  startedAt: time,
  finishedAt: time,
  interrupted: z.boolean(),
  /** sha256 of the files that a reader relies on. */
  files: z.record(z.string(), sha256Hex),
});

export type Manifest = z.infer<typeof manifestSchema>;
