/**
 * What an open check says to somebody who runs the business, in a clause that can stand after "and". A rule is a
 * pattern of the check's because with its words ($1 is what the pattern caught); what no rule knows is said as the
 * check says it. A pattern is only there where the words would not be true of every because of that status.
 */
type Rule = readonly [pattern: RegExp, words: string];
type Rules = Readonly<Record<string, readonly Rule[]>>;

const every = /^/;
const nothingDeclared: Rule = [
  /^Nothing (has ever been|has been|is) declared (?!.*since )/,
  "nobody has said what runs",
];
const unpriced = "nobody knows what one interaction costs";

/** By path and status: "cost.coverage unmet". */
const rules: Rules = {
  "quality.on-target unknown": [[every, "no result shows whether its answers are good enough"]],
  "quality.cadence unknown": [
    [/^No eval run has ever/, "no measurement of its quality has ever been recorded"],
  ],
  "quality.target unknown": [[/^No metric/, "nobody has set a number for how good it must be"]],
  "quality.production-sample unknown": [
    [/^No eval run/, "no measurement of its quality on real traffic has ever been recorded"],
  ],
  "quality.alert unknown": [[/^No alert/, "nobody is known to be told if its quality falls"]],
  "quality.eval-set unknown": [[every, "no test set is known to be large enough"]],
  "failures.bounded unmet": [
    [
      / is needed to be seen| needs .* to be seen/,
      "too few interactions have been seen to say how often it fails",
    ],
    [/^Only (\S+ %) of .* say how they ended/, "only $1 of its interactions say how they ended"],
    [
      /^(\S+ %) of (\S+) interactions in (the last \d+ days) failed/,
      "$1 of its interactions in $3 failed with no planned response",
    ],
    [/ say that they were answered, although/, "some interactions that failed are reported as answered"],
  ],
  "failures.bounded unknown": [[every, "nothing shows how often it fails"]],
  "failures.documented unknown": [[/^None of the/, "nobody has written down what happens when it fails"]],
  "failures.drilled unknown": [[/^No drill/, "no rehearsal of a failure has ever been recorded"]],
  "failures.enforced unknown": [[every, "nothing shows that its limits hold"]],
  "cost.current unknown": [[every, unpriced]],
  "cost.current unmet": [
    [/has ever had a cost/, unpriced],
    [/^Only (\S+ %) of/, "the cost is known of only $1 of its interactions"],
  ],
  "cost.current stale": [[/in (the last \d+ h)/, "nothing in $1 shows what one interaction costs"]],
  "cost.coverage unmet": [[/^Only (\S+ %) of/, "only $1 of the calls it pays for have a price"]],
  "cost.coverage unknown": [[every, unpriced]],
  "cost.complete unmet": [[every, "what its repeated attempts cost is not told apart or not known"]],
  "cost.complete unknown": [[every, "what its repeated attempts cost is not known"]],
  "cost.ceiling unknown": [[/^No budget/, "nobody would be told if its spending ran away"]],
  "cost.unit unmet": [[/ carry the /, "too few of its calls say which unit of work they belong to"]],
  "versions.declared-is-observed unmet": [
    // Not that the others ran on something else: many carry no release or no model, and may well have run on it.
    [/^Only 0 % of/, "none of its calls show that they ran on what was said to run"],
    [/^Only (\S+ %) of/, "only $1 of its calls show that they ran on what was said to run"],
    [/, and none of /, "a release that was said to run was never seen"],
    [/, and only .* calls carried it/, "a release got less than half of the traffic that it was said to get"],
  ],
  "versions.declared-is-observed stale": [
    [/^No call has carried release/, "what is said to run now was never seen"],
  ],
  "versions.declared-is-observed unknown": [
    nothingDeclared,
    [/^No call has ever/, "nothing shows what really runs"],
  ],
  "versions.continuous unmet": [
    [/says what ran (from .+|on .+)\.$/, "nobody recorded in time what ran $1"],
    [/says what runs\.$/, "nobody recorded in time what runs"],
  ],
  "versions.continuous unknown": [nothingDeclared],
  "versions.kinds unmet": [[/has no version of: (.+)\.$/, "no version is recorded of its $1"]],
  "versions.kinds unknown": [nothingDeclared],
  "versions.rollback unknown": [[/ was never drilled/, "going back to the release before was never tried"]],
  "audit.reconstructable unknown": [[every, "none of its outputs could be rebuilt for an auditor"]],
  "ownership.on-call unknown": [[/^No rotation/, "nobody is known to be on call"]],
  "ownership.tested unknown": [[/ was never tested/, "its runbook was never tested"]],
  "ownership.pageable unknown": [[/^No page/, "nobody has shown that a page reaches a person"]],
};

/** What is told first of each characteristic when several of its checks are open in the same way. */
const order: Readonly<Record<string, readonly string[]>> = {
  quality: ["on-target", "cadence", "target", "production-sample", "alert", "eval-set"],
  failures: ["bounded", "documented", "drilled", "enforced"],
  cost: ["current", "coverage", "ceiling", "complete", "unit"],
  versions: ["declared-is-observed", "continuous", "kinds", "rollback"],
  audit: ["definition", "coverage", "reconstructable", "intact", "retention"],
  ownership: ["owner", "on-call", "runbook", "tested", "pageable"],
};

/** Whom it may hurt today comes before what is not on record. */
const characteristicsFirst = ["quality", "ownership", "failures", "cost", "versions", "audit"];

type Open = { key: string; id: string; status: string; because: string };

/** Where a check stands among open ones of the same status: by what a manager asks first. */
export function tellingRank({ key, id, status }: Open): number {
  // Before anything was measured, that it never was says more than that it is not on target.
  const never = status === "unknown" && (id === "on-target" || id === "bounded");
  const place = never ? 9 : (order[key] ?? []).indexOf(id);
  return characteristicsFirst.indexOf(key) * 10 + (place < 0 ? 8 : place);
}

/** The check as a clause in lower case, without a full stop; null when it is already said plainly. */
export function plainWords(check: Open): string | null {
  for (const [pattern, words] of rules[`${check.key}.${check.id} ${check.status}`] ?? []) {
    const found = pattern.exec(check.because);
    if (found) return words.replace(/\$(\d)/g, (_, at: string) => found[Number(at)] ?? "");
  }
  return null;
}
