/**
 * Vectors of 256 bits: a JavaScript engine may take two of the kernel's vectors of 128 bits as one, where a program has
 * given it the means. Results keep their bits: lanes do not meet.
 */

let turnOn: (() => boolean) | undefined;
let paired = false;

/** @param means  called before the kernel is compiled; turns pairing on, and tells whether it is */
export function allowPairing(means: () => boolean): void {
  turnOn = means;
}

/** Whether a program has allowed it. */
export function isAllowed(): boolean {
  return turnOn !== undefined;
}

/** Whether the kernels of this process are compiled with pairing. */
export function isPaired(): boolean {
  return paired;
}

/** Before the kernel is compiled: turn pairing on if it is allowed. */
export function pairIfAllowed(): void {
  paired ||= turnOn?.() ?? false;
}
