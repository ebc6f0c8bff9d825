import { expect, test, vi } from "vitest";
import { servedDocument } from "#app/api/v1/served-document";
import { apiReference } from "#app/docs/api-reference";
import * as made from "#lib/openapi/document";

vi.mock("#lib/openapi/document", { spy: true });

test("the document is made once, however many examples are made of it and however often it is asked for", () => {
  vi.stubEnv("DATABASE_URL", "postgres://nobody@localhost/nothing");
  vi.stubEnv("NEXTAUTH_SECRET", "only-for-this-test-0123456789abcdef");
  expect(apiReference().flatMap(({ operations }) => operations).length).toBeGreaterThan(50);
  expect(apiReference()).toBe(apiReference());
  servedDocument();
  expect(made.openApiDocument).toHaveBeenCalledTimes(1);
});
