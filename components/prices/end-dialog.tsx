"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { dayInterval, dayOf } from "#lib/core/calendar";
import { api } from "#lib/core/http";

type Props = { path: string; what: string; name: string; zone: string };

/** Ends a price or a discount from the beginning of a day on. */
export function EndDialog({ path, what, name, zone }: Props) {
  const today = () => dayOf(new Date(), zone);
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState(today);
  const client = useQueryClient();
  const router = useRouter();
  const formId = useId();
  const end = useMutation({
    mutationFn: () => api("POST", `${path}/end`, { at: dayInterval(day, zone).from.toISOString() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["prices"] });
      // The sentence at the head of the page is the server's.
      router.refresh();
      setOpen(false);
      toast.done(`The ${what} of ${name} ends`);
    },
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    end.reset();
    setDay(today());
  };
  return (
    <Dialog
      title={`End the ${what} of ${name}?`}
      description="An end can be brought forward later, but not put off. Calls that are stored keep their cost until they are priced anew."
      trigger={
        <Button size="sm" aria-label={`End the ${what} of ${name}`}>
          End
        </Button>
      }
      open={open}
      onOpenChange={change}
      footer={
        <>
          <DialogClose />
          <Button type="submit" form={formId} variant="danger" pending={end.isPending}>
            End {what}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        aria-label={`End the ${what}`}
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate();
        }}
      >
        <ProblemSummary error={end.error} />
        <Field
          label="Ends on"
          hint={`The first day on which it holds no more, from midnight in ${zone}.`}
          error={fieldErrors(end.error, "at")}
        >
          <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} required />
        </Field>
      </form>
    </Dialog>
  );
}
