import { expect, test } from "vitest";
import { addDays } from "#lib/core/time";
import { principalOfSession } from "./authenticate.ts";
import { changeUser } from "./change-user.ts";
import { createPasswordLink, resetPassword, userOfPasswordLink } from "./password-link.ts";
import { signInWithPassword } from "./sign-in.ts";
import { activityOf, mintPerson, refusal } from "./testing/people.ts";

const device = { userAgent: null, address: null };
const tokenOf = (link: string) => link.split("/password/")[1] ?? "";
const password = "a brand new password";

test("a link sets the password once, ends every session and signs in", async () => {
  const admin = await mintPerson("admin");
  const person = await mintPerson("editor");
  const token = tokenOf((await createPasswordLink(admin, person.id)).link);
  const results = await Promise.allSettled([
    resetPassword({ token, password }, device),
    resetPassword({ token, password: "another new password" }, device),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await principalOfSession(person.sessionId)).toBeNull();
  const won = results.find((result) => result.status === "fulfilled");
  expect(await principalOfSession(won?.value.session.id ?? "")).toMatchObject({ id: person.id });
  await expect(resetPassword({ token, password }, device)).rejects.toMatchObject(refusal("not_found"));
  const used = results[0]?.status === "fulfilled" ? password : "another new password";
  await signInWithPassword({ email: person.email, password: used, address: null });
  const rows = await activityOf(person.id);
  expect(rows.map((row) => row.action)).toEqual(["user.create_password_link", "user.reset_password"]);
  expect(JSON.stringify(rows.map((row) => [row.before, row.after]))).not.toContain(token);
});

test("a link ends after a day, with another's id, when it is altered and when its user is disabled", async () => {
  const admin = await mintPerson("admin");
  const [person, other] = [await mintPerson("viewer"), await mintPerson("admin")];
  const token = tokenOf((await createPasswordLink(admin, person.id)).link);
  expect(await userOfPasswordLink(token)).toMatchObject({ id: person.id });
  expect(await userOfPasswordLink(token, addDays(new Date(), 1.01))).toBeNull();
  expect(await userOfPasswordLink(token.replace(person.id, other.id))).toBeNull();
  const [id, maker, expires, sign] = token.split(".");
  expect(await userOfPasswordLink(`${id}.${maker}.${Number(expires) + 1}.${sign}`)).toBeNull();
  expect(await userOfPasswordLink(`${id}.${other.id}.${expires}.${sign}`)).toBeNull();
  expect(await userOfPasswordLink("nonsense")).toBeNull();
  await changeUser(admin, person.id, { disabled: true });
  expect(await userOfPasswordLink(token)).toBeNull();
  await expect(createPasswordLink(admin, person.id)).rejects.toMatchObject(refusal("conflict"));
});

test("a weak password leaves the link open; only admins make links", async () => {
  const admin = await mintPerson("admin");
  const person = await mintPerson("viewer");
  const token = tokenOf((await createPasswordLink(admin, person.id)).link);
  await expect(resetPassword({ token, password: "short" }, device)).rejects.toMatchObject(refusal("invalid"));
  await resetPassword({ token, password }, device);
  for (const role of ["editor", "viewer", "auditor"] as const) {
    const attempt = createPasswordLink(await mintPerson(role), admin.id);
    await expect(attempt).rejects.toMatchObject(refusal("forbidden"));
  }
});

test("links of somebody who is no admin any more open nothing", async () => {
  const admin = await mintPerson("admin");
  const victim = await mintPerson("admin");
  for (const change of [{ disabled: true }, { role: "editor" as const }]) {
    const leaver = await mintPerson("admin");
    const token = tokenOf((await createPasswordLink(leaver, victim.id)).link);
    expect(await userOfPasswordLink(token)).toMatchObject({ id: victim.id });
    await changeUser(admin, leaver.id, change);
    expect(await userOfPasswordLink(token)).toBeNull();
    await expect(resetPassword({ token, password }, device)).rejects.toMatchObject(refusal("not_found"));
  }
});
