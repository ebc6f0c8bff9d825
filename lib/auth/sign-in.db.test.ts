import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { hashNewPassword } from "./password.ts";
import { beginAttempt, forgetAttempts, signInWithPassword } from "./sign-in.ts";
import { mintUser, refusal } from "./testing/people.ts";

const password = "correct horse battery";
const start = new Date("2026-03-14T09:00:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const anEmail = () => `${randomUUID()}@example.com`;

async function userWithPassword() {
  const email = anEmail();
  return mintUser("viewer", { email, passwordHash: await hashNewPassword(password, email) });
}

const tryWrong = (email: string, now: Date, address: string | null = null) =>
  signInWithPassword({ email, password: "wrong", address }, now).catch((error: unknown) => error);

test("the right password signs in, whatever the case of the e-mail", async () => {
  const user = await userWithPassword();
  const input = { email: ` ${user.email.toUpperCase()} `, password, address: null };
  expect(await signInWithPassword(input)).toMatchObject({ id: user.id, email: user.email });
});

test("an unknown e-mail, a wrong password, no password and a disabled user get the same answer", async () => {
  const disabled = await userWithPassword();
  await db().user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
  const known = await userWithPassword();
  const singleSignOn = await mintUser("viewer", { passwordHash: null });
  const answers = [
    await tryWrong(anEmail(), start),
    await tryWrong(known.email, start),
    await tryWrong(singleSignOn.email, start),
    await signInWithPassword({ email: disabled.email, password, address: null }, start).catch(
      (error: unknown) => error,
    ),
  ];
  for (const answer of answers) expect(answer).toMatchObject(refusal("unauthenticated"));
  expect(new Set(answers.map(String)).size).toBe(1);
});

test("the dummy's password opens nothing", async () => {
  const user = await mintUser("admin", { passwordHash: null });
  const input = { email: user.email, password: "nobody has this password", address: null };
  await expect(signInWithPassword(input)).rejects.toMatchObject(refusal("unauthenticated"));
});

test("after five failures even the right password waits, for 30 s and then longer", async () => {
  const user = await userWithPassword();
  const right = (now: Date) => signInWithPassword({ email: user.email, password, address: null }, now);
  for (let i = 0; i < 5; i += 1)
    expect(await tryWrong(user.email, after(i))).toMatchObject(refusal("unauthenticated"));
  await expect(right(after(5))).rejects.toMatchObject({
    code: "rate_limited",
    details: { retryAfterSeconds: 29 },
  });
  expect(await tryWrong(user.email, after(35))).toMatchObject(refusal("unauthenticated"));
  await expect(right(after(90))).rejects.toMatchObject(refusal("rate_limited"));
  expect(await right(after(96))).toMatchObject({ id: user.id });
  // A success clears the count.
  expect(await tryWrong(user.email, after(97))).toMatchObject(refusal("unauthenticated"));
  expect(await right(after(98))).toMatchObject({ id: user.id });
});

test("an unknown e-mail is throttled as a known one is", async () => {
  const email = anEmail();
  for (let i = 0; i < 5; i += 1) await tryWrong(email, after(i));
  expect(await tryWrong(email, after(6))).toMatchObject(refusal("rate_limited"));
});

test("many tries at once cannot slip under the limit", async () => {
  const email = anEmail();
  const answers = await Promise.all(Array.from({ length: 12 }, () => tryWrong(email, start)));
  const codes = answers.map((answer) => (answer as { code: string }).code);
  expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(5);
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(7);
});

test("an address that guesses at many e-mails is stopped; an unknown address never is", async () => {
  const address = "203.0.113.77";
  for (let i = 0; i < 20; i += 1)
    expect(await tryWrong(anEmail(), after(i), address)).toMatchObject(refusal("unauthenticated"));
  expect(await tryWrong(anEmail(), after(21), address)).toMatchObject(refusal("rate_limited"));
  expect(await tryWrong(anEmail(), after(21), null)).toMatchObject(refusal("unauthenticated"));
  expect(await tryWrong(anEmail(), after(20 + 15 * 60), address)).toMatchObject(refusal("unauthenticated"));
});

test("attempts are forgotten after a day", async () => {
  const user = await userWithPassword();
  await tryWrong(user.email, start);
  await signInWithPassword({ email: user.email, password, address: null }, addDays(start, 2));
  expect(await db().signInAttempt.count({ where: { email: user.email } })).toBe(1);
});

test("attempts are forgotten after a day, also those that no success follows", async () => {
  const email = `${randomUUID()}@example.com`;
  const now = new Date();
  for (const days of [1.1, 0.9]) await beginAttempt(email, null, addDays(now, -days));
  await forgetAttempts(now);
  const left = await db().signInAttempt.findMany({ where: { email } });
  expect(left.map((attempt) => attempt.at)).toEqual([addDays(now, -0.9)]);
});
