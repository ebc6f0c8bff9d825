/** One shortcut of a screen: the keys that do it (each alone is enough) and what they do, for the list under "?". */
export type ShortcutEntry = {
  /** As KeyboardEvent.key says it; letters in lower case. */
  keys: readonly string[];
  does: string;
  /** Said instead of the keys where they are many: "1 to 8". */
  shown?: string;
};

type Screen = { label: string; shortcuts: Record<string, ShortcutEntry> };

/**
 * Every shortcut of every screen, in the order of the list under "?". A screen that has shortcuts declares them here
 * and binds them with `useShortcuts` while it is shown. g is followed by the letter of a place (places.ts).
 */
export const shortcutCatalogue = {
  everywhere: {
    label: "Everywhere",
    shortcuts: {
      filter: { keys: ["/"], does: "Filter the table" },
      zones: { keys: ["z"], does: "Show times in their other zone, or again in yours" },
      list: { keys: ["?"], does: "This list" },
    },
  },
  portfolio: {
    label: "Portfolio",
    shortcuts: {
      next: { keys: ["j"], does: "Next feature" },
      previous: { keys: ["k"], does: "Previous feature" },
      down: { keys: ["ArrowDown"], does: "Next feature, once one has the focus", shown: "↓" },
      up: { keys: ["ArrowUp"], does: "Previous feature, once one has the focus", shown: "↑" },
      open: { keys: ["Enter"], does: "Open the feature" },
      details: { keys: ["d"], does: "Show the feature's details in place, or hide them" },
      compare: { keys: ["c"], does: "Compare the feature with another" },
      leave: { keys: ["Escape"], does: "Leave the list", shown: "Esc" },
      filters: { keys: ["f"], does: "Go to the filters" },
    },
  },
  selection: {
    label: "Portfolio, several at once",
    shortcuts: {
      select: { keys: ["x"], does: "Select the feature that has the focus, or let it go" },
      assign: { keys: ["a"], does: "Assign what is selected to a team or a rotation" },
    },
  },
  feature: {
    label: "A feature",
    shortcuts: {
      tab: {
        keys: ["1", "2", "3", "4", "5", "6", "7", "8"],
        does: "Go to the tab of that number",
        shown: "1 to 8",
      },
      actions: { keys: ["."], does: "Open its actions" },
      edit: { keys: ["e"], does: "Edit it" },
      copyLink: { keys: ["l"], does: "Copy the link to this view" },
    },
  },
  scorecard: {
    label: "Scorecard",
    shortcuts: {
      next: { keys: ["j"], does: "Next characteristic or check" },
      previous: { keys: ["k"], does: "Previous characteristic or check" },
      follow: { keys: ["Enter"], does: "Open the characteristic, or follow the fix of the check" },
      all: { keys: ["o"], does: "Open all checks, or close them" },
    },
  },
  explorer: {
    label: "Calls",
    shortcuts: {
      next: { keys: ["j"], does: "Next row" },
      previous: { keys: ["k"], does: "Previous row" },
      down: { keys: ["ArrowDown"], does: "Next row, once a row has the focus", shown: "↓" },
      up: { keys: ["ArrowUp"], does: "Previous row, once a row has the focus", shown: "↑" },
      open: { keys: ["Enter"], does: "Open the row" },
      leave: { keys: ["Escape"], does: "Leave the row", shown: "Esc" },
      filters: { keys: ["f"], does: "Go to the filters" },
    },
  },
  whatRan: {
    label: "What ran",
    shortcuts: {
      earlier: { keys: ["[", "ArrowLeft"], does: "The day before", shown: "[ or ←" },
      later: { keys: ["]", "ArrowRight"], does: "The day after", shown: "] or →" },
      today: { keys: ["t"], does: "Today" },
      known: { keys: ["w"], does: "As known then, or as known now" },
      print: { keys: ["p"], does: "The sheet to print" },
    },
  },
} as const satisfies Record<string, Screen>;

export type ShortcutScreen = keyof typeof shortcutCatalogue;
export type ShortcutId<S extends ShortcutScreen> = keyof (typeof shortcutCatalogue)[S]["shortcuts"] & string;

/** Takes the key that was pressed; answers false when it does nothing now: the key then keeps its other meaning. */
export type ShortcutHandler = (key: string) => unknown;

/** The entries of a screen with their ids, in the order of the list. */
export function shortcutsOf(screen: ShortcutScreen): [string, ShortcutEntry][] {
  return Object.entries<ShortcutEntry>(shortcutCatalogue[screen].shortcuts);
}
