/** How many threads trained, for metrics.json and for those who read a result. */
import { formatQuantity } from "../../../core/units.js";
import { percent } from "../../../core/written.js";
import type { Sharing } from "../../../engine/model.js";
import type { Row } from "../../text.js";
import type { ClassifyMetrics } from "./result.js";

type ThreadMetrics = Pick<ClassifyMetrics, "threads" | "sharedPresentations" | "presentationSeconds">;

/** @param sharing  of the engine that trained, when training is over; undefined where one thread was to do it */
export function threadMetrics(sharing: Sharing | undefined): ThreadMetrics {
  if (!sharing || sharing.presentations === 0) return {};
  const { most, shared, presentations, seconds } = sharing;
  return {
    threads: most,
    sharedPresentations: shared / presentations,
    ...(seconds ? { presentationSeconds: { ...seconds } } : {}),
  };
}

/** Says once of a training that a further thread does not work. */
export class LostThread {
  private said = false;

  constructor(private readonly notice: ((text: string) => void) | undefined) {}

  see(sharing: Sharing | undefined): void {
    if (this.said || sharing?.failed === undefined) return;
    this.said = true;
    this.notice?.(`a thread of the kernel is lost, the others do its part: ${sharing.failed}`);
  }
}

/** "2, in 93 % of the presentations; one takes 610 us with 2 threads, 950 us with 1" */
export function threadRows({ threads, sharedPresentations, presentationSeconds }: ThreadMetrics): Row[] {
  if (threads === undefined) return [];
  if (threads === 1) return [["threads in training", "1: no other has come"]];
  const share =
    sharedPresentations === undefined ? "" : `, in ${percent(sharedPresentations, 0)} of the presentations`;
  const { alone, together } = presentationSeconds ?? {};
  const clock =
    alone === undefined || together === undefined
      ? ""
      : `; one takes ${formatQuantity(together, "s")} with ${threads} threads, ${formatQuantity(alone, "s")} with 1`;
  return [["threads in training", `${threads}${share}${clock}`]];
}
