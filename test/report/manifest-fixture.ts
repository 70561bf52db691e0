/** Where a made-up run comes from. */
import type { Manifest } from "../../src/report/manifest.js";

export const manifest: Manifest = {
  format: "spikion-run",
  formatVersion: 1,
  name: "mnist-eis-100",
  kind: "classify",
  seed: "1",
  configHash: "0".repeat(64),
  dataHash: "1".repeat(64),
  versions: { spikion: "0.1.0", node: "20.19.0" },
  commit: null,
  uncommitted: null,
  startedAt: "2025-01-01T10:00:00.000Z",
  finishedAt: "2025-01-01T10:01:00.000Z",
  interrupted: false,
  files: {},
};
