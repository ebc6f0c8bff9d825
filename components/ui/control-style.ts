/** Shared by every control that holds a value: input, textarea, select trigger, combobox. */
export const controlStyle =
  "w-full rounded-md border border-line-strong bg-surface px-2.5 text-base text-text shadow-sm " +
  "hover:border-text-3 focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent " +
  "aria-invalid:border-unmet data-invalid:border-unmet " +
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-text-3 data-disabled:bg-sunken data-disabled:text-text-3";

export const controlHeight = "h-[32px] max-sm:h-10";

export const popupStyle = "fade rounded-md border border-line bg-surface text-text shadow-popup outline-none";

export const optionStyle =
  "flex min-h-[30px] cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-base outline-none " +
  "data-highlighted:bg-sunken data-disabled:text-text-3 max-sm:min-h-10";
