import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

export type Person = { id: string; name: string; email: string };

/** A team of the editor and the admin, made as the screens make it: with the admin's session. */
export async function mintTeam(
  page: Page,
  baseURL: string,
): Promise<{ slug: string; name: string; people: Person[] }> {
  const mark = randomUUID().slice(0, 8);
  const headers = { origin: baseURL };
  const team = { slug: `team-${mark}`, name: `Team ${mark}` };
  const made = await page.request.post("/api/v1/teams", { headers, data: team });
  expect(made.status(), await made.text()).toBe(201);
  const { items } = (await (await page.request.get("/api/v1/users")).json()) as { items: Person[] };
  const people = ["editor@example.com", "admin@example.com"].flatMap((email) =>
    items.filter((user) => user.email === email),
  );
  for (const { id } of people) {
    const added = await page.request.put(`/api/v1/teams/${team.slug}/members/${id}`, { headers });
    expect(added.status(), await added.text()).toBe(200);
  }
  return { ...team, people };
}

/** A rotation in which the people take turns, a week each. */
export async function mintRotation(
  page: Page,
  baseURL: string,
  team: { slug: string; people: readonly Person[] },
): Promise<{ slug: string; name: string }> {
  const mark = randomUUID().slice(0, 8);
  const rotation = { slug: `rotation-${mark}`, name: `Primary ${mark}` };
  const schedule = {
    zone: "UTC",
    handOver: "09:00",
    period: "weekly",
    every: 1,
    anchor: "2026-01-05",
    members: team.people.map((person) => person.id),
  };
  const made = await page.request.post("/api/v1/rotations", {
    headers: { origin: baseURL },
    data: { ...rotation, team: team.slug, coversAiIncidents: true, schedule },
  });
  expect(made.status(), await made.text()).toBe(201);
  return rotation;
}
