import type { ArtifactPlan } from "./feature-plan.ts";

export function prompt(name: string, version: string, change: string, content: string): ArtifactPlan {
  return { kind: "prompt", name, version, change, content };
}

export function evalSet(name: string, version: string, cases: number, change: string): ArtifactPlan {
  const content = `name: ${name}\nversion: ${version}\ncases: ${cases}\nsource: closed files, names removed\n`;
  return { kind: "eval_set", name, version, change, content };
}

export function retrieval(
  name: string,
  version: string,
  topK: number,
  chunk: number,
  change: string,
): ArtifactPlan {
  const content = `index: ${name}\nembedding: text-embedding-3-small\nchunkTokens: ${chunk}\ntopK: ${topK}\nleastScore: 0.42\n`;
  return { kind: "retrieval", name, version, change, content };
}

export function code(version: string, change: string): ArtifactPlan {
  return { kind: "code", name: "service", version, change };
}

/** A runbook of the house's form. Everything particular is the team's own. */
export function runbook(given: {
  title: string;
  notices: string;
  first: string[];
  off: string;
  wrong: string;
  decides: string;
}): string {
  const steps = given.first.map((step, index) => `${index + 1}. ${step}`).join("\n");
  return `# ${given.title}

## How we notice

${given.notices}

## First ten minutes

${steps}

## Switching it off

${given.off}

## When answers are wrong

${given.wrong}

## Who decides

${given.decides}
`;
}
