/** Serves the dashboard of a folder and shows it in the browser. */
import { randomBytes } from "node:crypto";
import { openPage } from "./open-page.js";
import { type DashboardSite, serveDashboard } from "./serve-dashboard.js";

export interface Shown {
  readonly readOnly: boolean;
  /** Whether the browser opens it. */
  readonly open: boolean;
  /** What of it is seen: "run/quickstart-1"; the table unless given. */
  readonly page?: string;
}

/**
 * @param port  0 for any that is free
 * @returns  the server, and the address that a user opens: with the token behind "#", which no browser sends to any host
 * @throws UsageError where the pages are not built, or the port is taken
 */
export async function openDashboard(
  runs: string,
  port: number,
  { readOnly, open, page = "" }: Shown,
): Promise<{ readonly site: DashboardSite; readonly address: string }> {
  const token = readOnly ? undefined : randomBytes(24).toString("base64url");
  const site = await serveDashboard(runs, port, token);
  const secret = token === undefined ? "" : `token=${token}&`;
  const address = `${site.url}#${secret}/${page}`.replace(/#\/$/, "");
  if (open) openPage(address);
  return { site, address };
}
