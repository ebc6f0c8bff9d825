"use client";
import { Trash2 } from "lucide-react";
import { useRef } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { IconButton } from "#components/ui/icon-button";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { rateFields } from "#lib/cost/price-schema";
import { emptyTier, type PriceDraft, type RatesDraft } from "./price-draft.ts";
import { rateWords } from "./price-words.ts";

type RatesProps = {
  rates: RatesDraft;
  onChange: (rates: RatesDraft) => void;
  error: unknown;
  path: string;
};

function Rates({ rates, onChange, error, path }: RatesProps) {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
      {rateFields.map((field) => (
        <Field key={field} label={rateWords[field]} error={fieldErrors(error, `${path}.${field}`)}>
          <Input
            value={rates[field]}
            onChange={(event) => onChange({ ...rates, [field]: event.target.value })}
            inputMode="decimal"
            placeholder="—"
            autoComplete="off"
            className="tnum"
          />
        </Field>
      ))}
    </div>
  );
}

type Props = { draft: PriceDraft; onChange: (change: Partial<PriceDraft>) => void; error: unknown };

/** Prices per million tokens, and those of requests with more input tokens. */
export function RateFields({ draft, onChange, error }: Props) {
  const made = useRef(0);
  const add = () => {
    made.current += 1;
    onChange({ tiers: [...draft.tiers, emptyTier(`tier-${made.current}`)] });
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">US dollars per million tokens</legend>
      <Rates
        rates={draft.rates}
        onChange={(rates) => onChange({ rates })}
        error={error}
        path="perMillionTokens"
      />
      <p className="text-sm text-text-3">
        Cached tokens without a price cost as input, reasoning as output. A self-hosted model that costs
        nothing by the token has 0.
      </p>
      {draft.tiers.map((tier, index) => (
        <div key={tier.key} className="flex flex-col gap-2 rounded-md border border-line p-3">
          <div className="flex items-end gap-2">
            <Field
              label="Above so many input tokens"
              className="flex-1"
              error={fieldErrors(error, `tiers.${index}.aboveInputTokens`)}
            >
              <Input
                value={tier.above}
                onChange={(event) =>
                  onChange({
                    tiers: draft.tiers.map((one) =>
                      one.key === tier.key ? { ...one, above: event.target.value } : one,
                    ),
                  })
                }
                inputMode="numeric"
                required
                autoComplete="off"
              />
            </Field>
            <IconButton
              label={`Remove tier ${index + 1}`}
              icon={<Trash2 size={14} aria-hidden="true" />}
              onClick={() => onChange({ tiers: draft.tiers.filter((one) => one.key !== tier.key) })}
            />
          </div>
          <Rates
            rates={tier}
            onChange={(rates) =>
              onChange({
                tiers: draft.tiers.map((one) => (one.key === tier.key ? { ...one, ...rates } : one)),
              })
            }
            error={error}
            path={`tiers.${index}`}
          />
        </div>
      ))}
      <div>
        <Button size="sm" onClick={add}>
          Add a tier
        </Button>
      </div>
    </fieldset>
  );
}
