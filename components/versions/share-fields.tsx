"use client";
import { Plus, X } from "lucide-react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { IconButton } from "#components/ui/icon-button";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";

export type ReleaseChoice = { digest: string; label: string };

export type ShareDraft = { key: number; release: string; percent: string };

type Props = {
  shares: ShareDraft[];
  releases: ReleaseChoice[];
  onChange: (shares: ShareDraft[]) => void;
  error: string[];
};

/** The releases of a deployment and their parts of the traffic; one with all of it unless a canary is added. */
export function ShareFields({ shares, releases, onChange, error }: Props) {
  const change = (key: number, part: Partial<ShareDraft>) =>
    onChange(shares.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const free = releases.find((release) => !shares.some((one) => one.release === release.digest));
  const sum = shares.reduce((total, one) => total + Number(one.percent), 0);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">Releases and their shares</legend>
      {shares.map((share) => (
        <div key={share.key} className="flex items-end gap-2">
          <Field label="Release" className="flex-1">
            <Select
              options={releases.map(({ digest, label }) => ({ value: digest, label }))}
              value={share.release}
              onChange={(release) => change(share.key, { release })}
            />
          </Field>
          <Field label="Percent" className="w-24">
            <Input
              type="number"
              min="0.0001"
              max="100"
              step="any"
              required
              value={share.percent}
              onChange={({ target }) => change(share.key, { percent: target.value })}
            />
          </Field>
          {shares.length > 1 && (
            <IconButton
              label="Take this release out"
              icon={<X size={14} aria-hidden="true" />}
              onClick={() => onChange(shares.filter((one) => one.key !== share.key))}
            />
          )}
        </div>
      ))}
      <div className="flex items-center justify-between gap-2">
        {free ? (
          <Button
            size="sm"
            onClick={() => {
              const key = Math.max(...shares.map((one) => one.key)) + 1;
              onChange([
                ...shares,
                { key, release: free.digest, percent: String(Math.max(0, 100 - sum) || 10) },
              ]);
            }}
          >
            <Plus size={14} aria-hidden="true" /> Add a release
          </Button>
        ) : (
          <span />
        )}
        <span aria-live="polite" className="text-sm text-text-2 tnum">
          {Number(sum.toFixed(6))} % of 100 %
        </span>
      </div>
      {error.length > 0 && <p className="text-sm text-unmet">{error.join(" ")}</p>}
    </fieldset>
  );
}
