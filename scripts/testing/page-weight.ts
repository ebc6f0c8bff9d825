import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

export type Script = { url: string; gzipBytes: number };

/** Every script that the browser loads for an address, each once, in bytes of gzip at its default level. */
export async function scriptsOf(page: Page, address: string): Promise<Script[]> {
  const found = new Map<string, Promise<Script>>();
  const listen = (response: Awaited<ReturnType<Page["waitForResponse"]>>) => {
    if (response.request().resourceType() !== "script" || found.has(response.url())) return;
    const weighed = response.body().then((body) => ({
      url: new URL(response.url()).pathname,
      gzipBytes: gzipSync(body).length,
    }));
    found.set(response.url(), weighed);
  };
  page.on("response", listen);
  await page.goto(address, { waitUntil: "networkidle" });
  page.off("response", listen);
  return Promise.all(found.values());
}

export const kilobytes = (scripts: readonly Script[]): number =>
  Math.round(scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 102.4) / 10;
