import fc from "fast-check";
import { expect, test } from "vitest";
import { EventHeap } from "../../src/core/heap.js";

test("events leave by tick, then by order, whatever order they came in", () => {
  const events = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 5 })));
  fc.assert(
    fc.property(events, (list) => {
      const heap = new EventHeap(1);
      for (const [tick, order] of list) heap.push(tick, order, 10 * tick + order);
      const left: [number, number][] = [];
      for (; heap.size > 0; heap.pop()) {
        expect(heap.item()).toBe(10 * heap.tick() + heap.order());
        left.push([heap.tick(), heap.order()]);
      }
      expect(left).toEqual([...list].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
    }),
    { seed: 1 },
  );
});

test("pushes and pops may alternate", () => {
  const heap = new EventHeap();
  heap.push(5, 0, 1);
  heap.push(3, 0, 2);
  heap.pop();
  heap.push(4, 0, 3);
  expect(heap.item()).toBe(3);
  heap.pop();
  expect(heap.item()).toBe(1);
});

test("ticks beyond 32 bits stay exact", () => {
  const heap = new EventHeap();
  heap.push(2 ** 52 + 1, 0, 1);
  heap.push(2 ** 52, 0, 2);
  expect(heap.tick()).toBe(2 ** 52);
});

test("an empty heap has its first event at infinity, also after clear and pop", () => {
  const heap = new EventHeap();
  heap.pop();
  heap.push(1, 1, 1);
  heap.clear();
  expect(heap.tick()).toBe(Number.POSITIVE_INFINITY);
  expect(heap.size).toBe(0);
});
