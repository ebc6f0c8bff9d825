import type { ActivityRow } from "./schema.ts";

export type FieldChange = { field: string; before: string | null; after: string | null };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function inWords(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && value.every((part) => typeof part === "string")) return value.join(", ");
  if (Array.isArray(value) && value.every(isRecord)) return value.map(entriesInWords).join("; ");
  return JSON.stringify(value);
}

/** "weight 0.9, release 4c3e82fdd53d" of { weight: 0.9, release: "4c3e82fdd53d" }. */
function entriesInWords(record: Record<string, unknown>): string {
  return Object.entries(record)
    .flatMap(([key, part]) => {
      const words = inWords(part);
      return words === null ? [] : [`${key} ${words}`];
    })
    .join(", ");
}

/** Flattens one level of nesting at a time, so that "unitOfWork.kind" is a field of its own. */
function flatten(value: unknown, path = ""): Map<string, unknown> {
  const found = new Map<string, unknown>();
  if (!isRecord(value)) {
    if (value !== null && value !== undefined) found.set(path === "" ? "value" : path, value);
    return found;
  }
  for (const [key, part] of Object.entries(value)) {
    for (const [name, leaf] of flatten(part, path === "" ? key : `${path}.${key}`)) found.set(name, leaf);
  }
  return found;
}

/** The fields in which `after` differs from `before`, in the order they stand there; null means that there was nothing. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const old = flatten(before);
  const now = flatten(after);
  const fields = [...new Set([...old.keys(), ...now.keys()])];
  return fields
    .map((field) => ({ field, before: inWords(old.get(field)), after: inWords(now.get(field)) }))
    .filter((change) => change.before !== change.after);
}

const verbs: Record<string, string> = {
  "session.create": "signed in",
  "session.end": "signed out",
  "session.revoke": "ended the sessions of",
  "invitation.create": "invited",
  "invitation.revoke": "withdrew the invitation of",
  "invitation.accept": "accepted an invitation as",
  "api_key.create": "made the key",
  "api_key.revoke": "revoked the key",
  "team.add_member": "added a member to",
  "team.remove_member": "removed a member from",
  "user.change_password": "changed the password of",
  "user.create_password_link": "made a password link for",
  "user.reset_password": "set a new password by link for",
  "user.link_single_sign_on": "linked single sign-on to",
  "installation.create": "set up",
  "deployment.record": "recorded a deployment to",
  "deployment.rollback": "recorded a rollback in",
  "deployment.import": "imported a deployment to",
  "runbook.revise": "revised the",
  "runbook.record_test": "recorded a test of the",
  "runbook.check_links": "checked the links of the",
  "feature.assign": "assigned the feature",
  "rotation.create": "made the rotation",
  "rotation.update": "changed the rotation",
  "rotation.plan": "planned anew the rotation",
  "rotation.end": "ended the rotation",
  "rotation.take_over": "made an override in the rotation",
  "rotation.cancel_take_over": "withdrew an override in the rotation",
  "feature.assign_rotation": "changed the rotation of",
  "calendar_link.create": "made a calendar address of",
  "calendar_link.revoke": "revoked the calendar address of",
  "content.viewed": "looked at the messages of interaction",
  "content.delete": "deleted kept messages of",
  "price.create": "added a price for",
  "price.end": "ended the price for",
  "discount.create": "added a discount on",
  "discount.end": "ended the discount on",
  "repricing.preview": "previewed new prices for",
  "repricing.apply": "applied new prices to",
  "repricing.finish": "priced anew",
  "repricing.cancel": "stopped the re-pricing of",
  "feedback.create": "gave feedback on",
  "feedback.update": "corrected feedback on",
};

const plain: Record<string, string> = {
  create: "created",
  update: "changed",
  delete: "deleted",
  revoke: "revoked",
  register: "registered",
};

/** What was done, as words that stand between who and what: "changed", "revoked the key". */
export function actionInWords(action: string): string {
  const known = verbs[action];
  if (known) return known;
  const verb = action.split(".").at(-1) ?? action;
  return plain[verb] ?? verb.replaceAll("_", " ");
}

/** The subject as it stands after the words of an action: nothing where it is the actor, its kind where the words do not say it. */
export function subjectInWords(action: string, subject: ActivityRow["subject"]): string | null {
  if (action === "session.create" || action === "session.end") return null;
  if (verbs[action]) return subject.name;
  return `${subject.kind.replaceAll("_", " ")} ${subject.name}`;
}

/** What was done to what in one line, for a CSV. */
export function changesInWords(row: Pick<ActivityRow, "before" | "after">): string {
  return fieldChanges(row.before, row.after)
    .map((change) => `${change.field}: ${change.before ?? "(nothing)"} -> ${change.after ?? "(nothing)"}`)
    .join("; ");
}
