import { randomUUID } from "node:crypto";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Sample = { body: Json; status: number };

/** Slugs, except for the member: the id of somebody in the team. A rotation of the team has the feature's slug. */
export type Existing = { feature: string; team: string; release: string; member: string };

/** A body that each write takes as it is, and the status that it is answered with. */
export function sampleBodies({ feature, team, release, member }: Existing): Record<string, Sample> {
  const password = "correct horse battery";
  const token = "no-such-token";
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const schedule = {
    zone: "Europe/Berlin",
    handOver: "09:00",
    period: "weekly",
    every: 2,
    weekday: 1,
    anchor: "2026-03-16",
    members: [member],
    effectiveFrom: inDays(1),
  };
  return {
    "POST /setup": {
      body: { token, organisation: "Acme", zone: "UTC", name: "Ada", email: "ada@example.com", password },
      status: 409,
    },
    "PATCH /installation": {
      body: {
        name: "Acme",
        zone: "Europe/Berlin",
        telemetryRetentionDays: 400,
        redactionPatterns: [{ name: "Staff", expression: "ST-\\d+", replacement: "[staff]" }],
      },
      status: 200,
    },
    "POST /redaction/preview": {
      body: {
        text: "Write to ada@example.com",
        patterns: [{ name: "Customer", expression: "KD-\\d{6}", replacement: "[customer]" }],
        organisationPatterns: [],
      },
      status: 200,
    },
    "PUT /features/{slug}": {
      body: {
        name: "Claims",
        description: "Answers claims",
        stakes: "high",
        audience: "customer",
        lifecycle: "production",
        team,
        unitOfWork: { kind: "attribute", attribute: "claim.id", label: "claim" },
        match: { serviceName: [`svc-${randomUUID()}`] },
        usesRetrieval: false,
        contentPolicy: "none",
        contentRetentionDays: 30,
        redactionPatterns: [{ name: "Customer", expression: "KD-\\d{6}", replacement: "[customer]" }],
      },
      status: 200,
    },
    "POST /features/{slug}/deployments": {
      body: {
        environment: "production",
        shares: [{ release, weight: 1 }],
        effectiveAt: "2026-03-14T09:20:00+01:00",
        until: "2026-04-14T09:20:00Z",
        reason: "first",
        reportedBy: "CI",
        imported: { commit: "abc123" },
      },
      status: 201,
    },
    "POST /features/{slug}/rollback": {
      body: { environment: "staging", reason: "wrong answers", to: release, expected: [release] },
      status: 422,
    },
    "POST /features/{slug}/releases": {
      body: {
        artifacts: [
          {
            kind: "prompt",
            name: "answer",
            version: "v9",
            content: "Say yes",
            change: "kinder",
            commit: "abc122",
          },
        ],
        commit: "abc123",
        imported: { committedAt: "2026-03-14T09:20:00+01:00", author: "Ada" },
      },
      status: 201,
    },
    "POST /features/{slug}/feedback": {
      body: {
        environment: "production",
        interaction: "conversation-7",
        traceId: "0123456789abcdef0123456789abcdef",
        spanId: "0123456789abcdef",
        responseId: "chatcmpl-1",
        rating: { kind: "score", value: 0.5, min: 0, max: 1 },
        label: "too long",
        comment: "It did not answer.",
        endUser: "u-17",
        at: "2026-03-14T09:20:00+01:00",
      },
      status: 201,
    },
    "PUT /features/{slug}/runbook": { body: { markdown: "# Stop it", note: "new", basedOn: 0 }, status: 201 },
    // Of a revision that is not there: the sample one is saved while the tests run, later than any time known here.
    "POST /features/{slug}/runbook/tests": {
      body: {
        revision: 9,
        result: "passed",
        ranAt: "2026-03-14T09:20:00+01:00",
        minutes: 20,
        notes: "Stopped the queue and went back.",
        environment: "production",
      },
      status: 404,
    },
    "POST /assignments": { body: { features: [feature], team, rotation: null, preview: false }, status: 200 },
    "PUT /features/{slug}/on-call": { body: { rotation: feature }, status: 200 },
    "POST /rotations": {
      body: { slug: `r-${randomUUID()}`, name: "Primary", team, coversAiIncidents: true, schedule },
      status: 201,
    },
    "PATCH /rotations/{slug}": { body: { name: "Primary", coversAiIncidents: true }, status: 200 },
    "POST /rotations/{slug}/schedules": { body: schedule, status: 201 },
    "POST /rotations/{slug}/overrides": {
      body: { userId: member, from: inDays(2), to: inDays(3), reason: "swap" },
      status: 201,
    },
    "POST /calendar-links": { body: { rotation: feature }, status: 201 },
    "POST /prices": {
      body: {
        feature,
        kind: "model",
        provider: "house",
        name: `llama-${randomUUID()}*`,
        serviceTier: "batch",
        perCall: "0.001",
        perMillionTokens: {
          input: "0.15",
          output: "0.6",
          cacheRead: "0.01",
          cacheWrite: null,
          reasoning: null,
        },
        tiers: [{ aboveInputTokens: 200_000, input: "0.3", output: "1.2" }],
        validFrom: "2026-01-01T00:00:00Z",
        validUntil: "2027-01-01T00:00:00Z",
        note: "our own machines",
      },
      status: 201,
    },
    "POST /prices/{id}/end": { body: { at: "2026-06-01T00:00:00Z" }, status: 404 },
    "POST /prices/discounts": {
      body: {
        provider: "openai",
        name: `gpt-${randomUUID()}`,
        serviceTier: "flex",
        percent: "12.5",
        validFrom: "2026-01-01T00:00:00Z",
        validUntil: null,
        note: "contract 7",
      },
      status: 201,
    },
    "POST /prices/discounts/{id}/end": { body: { at: "2026-06-01T00:00:00Z" }, status: 404 },
    "POST /prices/repricing": {
      body: {
        feature,
        from: "2026-01-01T00:00:00Z",
        to: "2026-02-01T00:00:00Z",
        reason: "a price was added",
      },
      status: 202,
    },
    "PATCH /users/{id}": { body: { role: "viewer", disabled: false }, status: 204 },
    "PATCH /users/me": { body: { name: "Ada", zone: "UTC" }, status: 200 },
    "POST /users/me/password": { body: { current: password, password: "another horse" }, status: 409 },
    "POST /users/password": { body: { token, password }, status: 404 },
    "POST /teams": { body: { slug: `t-${randomUUID()}`, name: "Care" }, status: 201 },
    "PATCH /teams/{slug}": {
      body: {
        name: "Care",
        accountable: null,
        contacts: {
          chat: "#care",
          email: "care@example.com",
          phone: "+49 30 1234567",
          escalation: "Call Ada",
          escalationUrl: "https://wiki.example.com/care",
        },
      },
      status: 200,
    },
    "POST /invitations": { body: { email: "eve@example.com", role: "viewer", team }, status: 201 },
    "POST /invitations/accept": { body: { token, name: "Eve", password }, status: 404 },
    "POST /saved-views": {
      body: { page: "calls", name: `view ${randomUUID()}`, query: "status=error", shared: true },
      status: 201,
    },
    "PATCH /saved-views/{id}": {
      body: { name: "Errors", query: "status=error", shared: false },
      status: 404,
    },
    "POST /keys": {
      body: { name: "CI", scopes: ["read"], feature, expiresAt: "2099-01-01T00:00:00Z" },
      status: 201,
    },
  };
}

/** A body once for each value in it, as JSON with that value replaced. */
export function withEachReplaced(body: Json, replacement: string): { at: string; text: string }[] {
  const marker = `marker-${randomUUID()}`;
  const found: { at: string; text: string }[] = [];
  const visit = (value: Json, at: string[], rebuild: (part: Json) => Json) => {
    const text = JSON.stringify(rebuild(marker)).replace(`"${marker}"`, () => replacement);
    found.push({ at: at.join("."), text });
    if (typeof value !== "object" || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      const put = (inner: Json) =>
        rebuild(
          Array.isArray(value)
            ? value.map((old, index) => (String(index) === name ? inner : old))
            : { ...value, [name]: inner },
        );
      visit(part, [...at, name], put);
    }
  };
  visit(body, [], (part) => part);
  return found;
}
