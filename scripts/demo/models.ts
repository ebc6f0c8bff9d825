import type { ArtifactPlan, ModelUse } from "./feature-plan.ts";

export const gpt41: ModelUse = {
  provider: "openai",
  asks: "gpt-4.1",
  answers: "gpt-4.1-2025-04-14",
  firstMs: 620,
  tokenMs: 13,
};
export const gpt41mini: ModelUse = {
  provider: "openai",
  asks: "gpt-4.1-mini",
  answers: "gpt-4.1-mini-2025-04-14",
  firstMs: 410,
  tokenMs: 9,
};
export const gpt41nano: ModelUse = {
  provider: "openai",
  asks: "gpt-4.1-nano",
  answers: "gpt-4.1-nano-2025-04-14",
  firstMs: 290,
  tokenMs: 6,
};
export const gpt4o: ModelUse = {
  provider: "openai",
  asks: "gpt-4o",
  answers: "gpt-4o-2024-08-06",
  firstMs: 560,
  tokenMs: 12,
};
export const sonnet: ModelUse = {
  provider: "anthropic",
  asks: "claude-sonnet-4-5",
  answers: "claude-sonnet-4-5-20250929",
  firstMs: 880,
  tokenMs: 16,
};
export const haiku: ModelUse = {
  provider: "anthropic",
  asks: "claude-haiku-4-5",
  answers: "claude-haiku-4-5-20251001",
  firstMs: 480,
  tokenMs: 8,
};
export const flash: ModelUse = {
  provider: "gcp.gemini",
  asks: "gemini-2.5-flash",
  answers: "gemini-2.5-flash",
  firstMs: 430,
  tokenMs: 7,
};
export const geminiPro: ModelUse = {
  provider: "gcp.gemini",
  asks: "gemini-2.5-pro",
  answers: "gemini-2.5-pro",
  firstMs: 1_350,
  tokenMs: 14,
};
/** Runs on the company's own machines; no price list knows it. */
export const ownVision: ModelUse = {
  provider: "vllm",
  asks: "damage-vlm-7b",
  answers: "damage-vlm-7b",
  firstMs: 340,
  tokenMs: 18,
};
/** Runs on machines that are leased by the quarter; the company states what a token costs. */
export const leasedVision: ModelUse = {
  provider: "vllm",
  asks: "survey-vlm-12b",
  answers: "survey-vlm-12b",
  firstMs: 390,
  tokenMs: 15,
};
export const embedding: ModelUse = {
  provider: "openai",
  asks: "text-embedding-3-small",
  answers: "text-embedding-3-small",
};

/** The artifact that declares a model: its name, and the rest of the name that answers as the version. */
export function declares(model: ModelUse, change: string): ArtifactPlan {
  const dated = model.answers.startsWith(`${model.asks}-`);
  const version = dated ? model.answers.slice(model.asks.length + 1) : "stable";
  return { kind: "model", name: model.asks, version, change };
}

export const declaresEmbedding = declares(embedding, "Same embedding as the index was built with");
