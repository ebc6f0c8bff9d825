import { type APIRequestContext, expect, request } from "@playwright/test";

export type Role = "admin" | "editor" | "viewer" | "auditor";
export const roles: readonly Role[] = ["admin", "editor", "viewer", "auditor"];

export const admin = { email: "admin@example.com", password: "correct horse battery staple 42" };

/** Signs in as the sign-in page does and keeps the cookies in the context. */
export async function signIn(context: APIRequestContext, email: string, password: string): Promise<void> {
  const { csrfToken } = await (await context.get("/api/auth/csrf")).json();
  const answer = await context.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true" },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Makes one user for each role, through invitations, and writes each one's signed-in state to a file. */
export async function signInEveryRole(url: string, fileOf: (role: Role) => string): Promise<void> {
  const extraHTTPHeaders = { origin: url };
  const asAdmin = await request.newContext({ baseURL: url, extraHTTPHeaders });
  await signIn(asAdmin, admin.email, admin.password);
  await asAdmin.storageState({ path: fileOf("admin") });
  for (const role of roles) {
    if (role === "admin") continue;
    const invited = await asAdmin.post("/api/v1/invitations", {
      data: { email: `${role}@example.com`, role },
    });
    expect(invited.status(), await invited.text()).toBe(201);
    const token = new URL((await invited.json()).link, url).pathname.split("/").at(-1);
    const theirs = await request.newContext({ baseURL: url, extraHTTPHeaders });
    const name = `${role[0]?.toUpperCase()}${role.slice(1)} Person`;
    const accepted = await theirs.post("/api/v1/invitations/accept", {
      data: { token, name, password: `${admin.password} ${role}` },
    });
    expect(accepted.status(), await accepted.text()).toBe(201);
    await theirs.storageState({ path: fileOf(role) });
    await theirs.dispose();
  }
  await asAdmin.dispose();
}
