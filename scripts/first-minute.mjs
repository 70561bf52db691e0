/**
 * A first minute with the explorer, in pictures: `npm run build && node scripts/first-minute.mjs [FOLDER]`, docs/first-minute
 * unless given. One voltage is changed, learning fails, the change is undone, and it works. Exit 1 where it does not.
 */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openExplorer, train } from "./explore-page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = resolve(process.argv[2] ?? join(root, "docs/first-minute"));
const opened = await openExplorer({ width: 1120, height: 800 });
if (!opened) process.exit(2);
const { page, close } = opened;
mkdirSync(folder, { recursive: true });

/** The panels of these ids, in one picture. */
async function picture(name, ...ids) {
  const boxes = await page.evaluate(
    (ids) =>
      ids.map((id) => {
        const { x, y, width, height } = document
          .querySelector(`section[aria-labelledby=${id}]`)
          .getBoundingClientRect();
        return { x: x + window.scrollX, y: y + window.scrollY, width, height };
      }),
    ids,
  );
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const clip = { x: left - 6, y: top - 6, width: right - left + 12, height: bottom - top + 12 };
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip });
}
const top = () => page.evaluate(() => window.scrollTo(0, 0));
/** The mouse is not in the pictures, and what it leaves is drawn at the next frame. */
async function rest() {
  await page.mouse.move(2, 2);
  await page.waitForTimeout(500);
}

await rest();
await picture("1-start", "voltages", "curve");

await page.getByRole("button", { name: "V_pre" }).click();
const knot = page.getByRole("slider", { name: "V_pre, knot 1" });
const zero = await page.locator("section[aria-labelledby=voltages] .zero").last().boundingBox();
const { x, y, width, height } = await knot.boundingBox();
await page.mouse.move(x + width / 2, y + height / 2);
await page.mouse.down();
await page.mouse.move(x + width / 2, zero.y, { steps: 12 });
await page.mouse.up();
// A pixel is two steps of 50 mV.
for (let k = 0; k < 5 && (await knot.getAttribute("aria-valuenow")) !== "0"; k++) {
  await page.keyboard.press(Number(await knot.getAttribute("aria-valuenow")) > 0 ? "ArrowDown" : "ArrowUp");
  await rest();
}
await rest();
await picture("2-changed", "voltages", "curve");
const failed = await train(page);
await rest();
await picture("3-fails", "training");

await top();
const undo = page.getByRole("button", { name: "Undo" });
while (await undo.isEnabled()) {
  await undo.click();
  await rest();
}
const learned = await train(page);
await rest();
await picture("4-works", "training");
await close();

const percent = ({ accuracy }) => `${accuracy.toFixed(1)} % of the test digits`;
console.log(`changed: ${percent(failed)}; undone: ${percent(learned)}; pictures in ${folder}`);
if (!(failed.accuracy < 40 && learned.accuracy > 70)) {
  console.error("expected: less than 40 % with the voltage changed, more than 70 % with it undone");
  process.exitCode = 1;
}
