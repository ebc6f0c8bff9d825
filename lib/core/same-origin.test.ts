import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** Whether a write with a cookie passes that says it comes from there, on an installation of that address. */
async function passes(origin: string | null, address: string, host: string): Promise<boolean> {
  vi.resetModules();
  vi.stubEnv("THRESHOLD_URL", address);
  vi.stubEnv("DATABASE_URL", "postgresql://nowhere");
  vi.stubEnv("NEXTAUTH_SECRET", "x".repeat(32));
  const { assertSameOrigin } = await import("./same-origin.ts");
  const headers = { host, ...(origin === null ? {} : { origin }) };
  try {
    assertSameOrigin(new Request("http://inside/api/v1/x", { method: "PUT", headers }));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "forbidden" });
    return false;
  }
}

test("a write comes from our own pages, by name, port and scheme", async () => {
  const ours = "http://localhost:3000";
  expect(await passes(ours, "", "localhost:3000")).toBe(true);
  expect(await passes("https://localhost:3000", "", "localhost:3000")).toBe(true);
  const others = [
    null,
    "",
    "null",
    "http://evil.example",
    "http://localhost",
    "http://localhost:3001",
    "http://localhost:3000.evil.example",
    "ftp://localhost:3000",
  ];
  for (const origin of others) expect(await passes(origin, "", "localhost:3000"), String(origin)).toBe(false);
});

test("where the installation is https, its http neighbour is somebody else", async () => {
  const ours = "https://threshold.example";
  expect(await passes(ours, ours, "inside:3000")).toBe(true);
  expect(await passes(ours, `${ours}/`, "threshold.example")).toBe(true);
  expect(await passes("http://threshold.example", ours, "threshold.example")).toBe(false);
});
