"use client";
import { useState } from "react";
import { SearchInput } from "#components/ui/search-input";
import { Select } from "#components/ui/select";

const any = { value: "any", label: "any" };

export function SampleFilters() {
  const [text, setText] = useState("");
  return (
    <>
      <SearchInput label="Filter features" value={text} onChange={setText} />
      <Select
        look="filter"
        prefix="Team: "
        aria-label="Team"
        defaultValue="any"
        options={[any, { value: "care", label: "Care" }, { value: "claims", label: "Claims" }]}
      />
      <Select
        look="filter"
        prefix="Stakes: "
        aria-label="Stakes"
        defaultValue="any"
        options={[any, { value: "high", label: "high" }, { value: "standard", label: "standard" }]}
      />
    </>
  );
}
