/** The config files that a worker trains with, in memory as they lie in the package. */
import { DIGITS_MANIFEST, digitPaths } from "./digits.js";

/** @param texts  files of the package by their paths in it @param digits  as fetched */
export function contentsFor(
  texts: Readonly<Record<string, string>>,
  digits: Readonly<Record<string, Uint8Array>>,
): Record<string, string | Uint8Array> {
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/${path}`, text]));
  return { ...files, "/datasets/mnist-10k.yaml": DIGITS_MANIFEST, ...digitPaths(digits) };
}

/** Of them those that training asks for; the build puts their texts into the worker. */
export const PACKAGE_FILES = [
  "networks/winner-take-all.yaml",
  "networks/winner-take-all-us.yaml",
  "networks/winner-take-all-ns.yaml",
] as const;
