/** What a key means for the list on screen; whoever shows a list hears of it by an event of the document. */
export type ListKey = "next" | "previous" | "filters" | "leave";

export const listKeyEvent = "threshold:list-key";

export function tellList(key: ListKey): void {
  document.dispatchEvent(new CustomEvent(listKeyEvent, { detail: key }));
}
