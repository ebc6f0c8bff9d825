import { expect, test } from "vitest";
import { mintPerson, mintTeam } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { mintRotation } from "#lib/ownership/testing/rotations";
import { recordEndedShifts } from "./record-shifts.ts";

test("a rotation that cannot be recorded keeps no other waiting, and fails the run", async () => {
  const team = await mintTeam();
  const ada = await mintPerson("viewer", [team.id]);
  const from = new Date("2026-03-02T08:00:00Z");
  const mint = () => mintRotation(team.id, [ada.id], { from, rhythm: { anchor: "2026-03-02" } });
  const [broken = "", sound = ""] = [(await mint()).id, (await mint()).id].sort();
  await db().$executeRawUnsafe(`CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.rotation_id = '${broken}' THEN RAISE 'refused by the test'; END IF; RETURN NEW; END $$`);
  await db()
    .$executeRaw`CREATE TRIGGER refuse_one BEFORE INSERT ON shift FOR EACH ROW EXECUTE FUNCTION refuse_one()`;
  try {
    await expect(recordEndedShifts(addDays(from, 8))).rejects.toThrow(/the shifts of 1 of \d+ rotations/);
    expect(await db().shift.count({ where: { rotationId: sound } })).toBe(1);
    expect(await db().shift.count({ where: { rotationId: broken } })).toBe(0);
  } finally {
    await db().$executeRaw`DROP TRIGGER refuse_one ON shift`;
    await db().$executeRaw`DROP FUNCTION refuse_one`;
  }
});
