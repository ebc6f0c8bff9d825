"use client";
import { ZoneField } from "#components/people/zone-field";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { Select } from "#components/ui/select";
import { MAX_EVERY, weekdayName } from "#lib/ownership/on-call/schedule-draft-domain";
import { MembersField } from "./members-field.tsx";
import type { FormDraft } from "./schedule-draft.ts";

export type ScheduleFieldsProps = {
  form: FormDraft;
  onForm: (form: FormDraft) => void;
  people: readonly { id: string; name: string }[];
  error: unknown;
  /** Where the schedule stands in the body: "schedule." of a new rotation. */
  path?: string;
};

const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekdayName(day) }));
const lengths = {
  weekly: Array.from({ length: MAX_EVERY.weekly }, (_, index) => index + 1),
  daily: Array.from({ length: MAX_EVERY.daily }, (_, index) => index + 1),
};

const lengthLabel = (period: FormDraft["period"], every: number) => {
  const unit = period === "weekly" ? "week" : "day";
  return every === 1 ? `Every ${unit}` : `Every ${every} ${unit}s`;
};

/** The rhythm of the turns, whose they are, and from when. */
export function ScheduleFields({ form, onForm, people, error, path = "" }: ScheduleFieldsProps) {
  const set = (change: Partial<FormDraft>) => onForm({ ...form, ...change });
  const of = (name: string) => fieldErrors(error, `${path}${name}`);
  return (
    <div className="grid content-start gap-3.5">
      <div className="grid grid-cols-2 items-start gap-3.5">
        <Field label="A turn is" error={of("period")}>
          <Select
            options={[
              { value: "weekly", label: "A number of weeks" },
              { value: "daily", label: "A number of days" },
            ]}
            value={form.period}
            onChange={(period) => set({ period: period === "daily" ? "daily" : "weekly", every: 1 })}
          />
        </Field>
        <Field label="Hand over" error={of("every")}>
          <Select
            options={lengths[form.period].map((every) => ({
              value: String(every),
              label: lengthLabel(form.period, every),
            }))}
            value={String(form.every)}
            onChange={(every) => set({ every: Number(every) })}
          />
        </Field>
        {form.period === "weekly" && (
          <Field label="On" error={of("weekday")}>
            <Select
              options={days}
              value={String(form.weekday)}
              onChange={(day) => set({ weekday: Number(day) })}
            />
          </Field>
        )}
        <Field label="At" error={of("handOver")}>
          <Input
            type="time"
            value={form.handOver}
            onChange={(event) => set({ handOver: event.target.value })}
            required
          />
        </Field>
        <div className="max-sm:col-span-2">
          <ZoneField
            label="Time zone"
            hint="The time on the wall there, also when clocks change."
            value={form.zone}
            onChange={(zone) => set({ zone })}
            error={of("zone")}
          />
        </div>
        <Field
          label="From"
          optional
          hint="In that zone; now when empty."
          error={of("effectiveFrom")}
          className="max-sm:col-span-2"
        >
          <Input
            type="datetime-local"
            value={form.start}
            onChange={(event) => set({ start: event.target.value })}
          />
        </Field>
      </div>
      <MembersField
        people={people}
        value={form.members}
        onChange={(members) => set({ members })}
        error={of("members")}
      />
    </div>
  );
}
