import { formatted, isMap, type Message, opened, type Part } from "./message-fields.ts";
import { isMessage, messageOf } from "./message-shapes.ts";

export type Attributes = { [name: string]: unknown };
export type Taken = { messages: Message[]; names: string[] };
/** What one dialect says of a side, and the attributes that it said it with; null when it is not spoken. */
export type Reader = (attributes: Attributes) => Taken | null;

const indexed = (names: string[], pattern: RegExp): Map<number, Map<string, string>> => {
  const found = new Map<number, Map<string, string>>();
  for (const name of names) {
    const [, index, rest] = pattern.exec(name) ?? [];
    if (index === undefined || rest === undefined) continue;
    const fields = found.get(Number(index)) ?? new Map<string, string>();
    found.set(Number(index), fields.set(rest, name));
  }
  return new Map([...found].sort(([a], [b]) => a - b));
};

/** "tool_calls.0.function.name" and the like, put together to the object that they are the leaves of. */
function assembled(fields: Map<string, string>, attributes: Attributes): Attributes {
  const root: Attributes = {};
  for (const [path, name] of fields) {
    let at: Attributes = root;
    const steps = path
      .split(".")
      .filter((step) => step !== "message" && step !== "message_content" && step !== "tool_call");
    steps.slice(0, -1).forEach((step) => {
      const next = isMap(at[step]) ? at[step] : {};
      set(at, step, next);
      at = next;
    });
    set(at, steps.at(-1) ?? path, attributes[name]);
  }
  return listed(root) as Attributes;
}

const set = (target: Attributes, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });

/** Objects whose names are 0, 1, 2 … become lists. */
function listed(value: unknown): unknown {
  if (!isMap(value)) return value;
  const entries = Object.entries(value);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (isList) return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => listed(item));
  const result: Attributes = {};
  for (const [name, item] of entries) set(result, name, listed(item));
  return result;
}

/** gen_ai.prompt.0.role, llm.input_messages.0.message.content, … */
export const leaves =
  (pattern: RegExp, role: string): Reader =>
  (attributes) => {
    const found = indexed(Object.keys(attributes), pattern);
    if (found.size === 0) return null;
    const messages = [...found.values()].map((fields) => messageOf(assembled(fields, attributes), role));
    return { messages, names: [...found.values()].flatMap((fields) => [...fields.values()]) };
  };

/** Every list of messages that a value may be: itself, under `messages`, one message, or what a chain was called with. */
export function messagesIn(value: unknown, role: string): Message[] | null {
  const open: unknown = opened(value);
  if (Array.isArray(open)) {
    const all = open.length > 0 && open.every((one: unknown) => isMessage(one));
    return all ? open.map((one: unknown) => messageOf(one, role)) : null;
  }
  if (!isMap(open)) return null;
  const single: boolean = isMessage(open);
  if (single) return [messageOf(open, role)];
  for (const name of ["messages", "choices", "inputs", "outputs", "kwargs", "message"]) {
    const inner = open[name];
    const list =
      name === "choices" && Array.isArray(inner)
        ? inner.map((one) => (isMap(one) ? one.message : one))
        : inner;
    const found = inner === undefined ? null : messagesIn(list, role);
    if (!found) continue;
    const { [name]: _, ...others } = open;
    const known = name === "choices" ? { ...others, choices: withoutMessages(inner) } : others;
    return [...found, ...furtherMessage(known)];
  }
  return null;
}

const withoutMessages = (choices: unknown) =>
  Array.isArray(choices)
    ? choices.map((one) =>
        isMap(one) ? Object.fromEntries(Object.entries(one).filter(([name]) => name !== "message")) : null,
      )
    : choices;

/** What stands beside the messages of a request: settings, tools. A system prompt among it is one of the messages. */
function furtherMessage(fields: Attributes): Message[] {
  const { system, ...others } = fields;
  const first = system === undefined ? [] : [messageOf({ role: "system", content: system }, "system")];
  const left = Object.entries(others).filter(([, value]) => value !== null && value !== undefined);
  if (left.length === 0) return first;
  const parts: Part[] = [{ kind: "json", label: "sent with it", json: formatted(Object.fromEntries(left)) }];
  return [...first, { role: "settings", name: null, finish: null, parts }];
}

/** One attribute: messages where it holds some, else its text or JSON as one message of that role. */
export const whole =
  (name: string, role: string, only: "messages" | "anything" = "anything"): Reader =>
  (attributes) => {
    const value = attributes[name];
    if (value === undefined || value === null) return null;
    const messages = messagesIn(value, role);
    if (messages) return { messages, names: [name] };
    if (only === "messages") return null;
    const open = opened(value);
    const parts: Part[] =
      typeof open === "string"
        ? [{ kind: "text", text: open }]
        : [{ kind: "json", label: null, json: formatted(open) }];
    return { messages: [{ role, name: null, finish: null, parts }], names: [name] };
  };

/** Several readers that are one conversation together, in their order; null when none has anything. */
export const together =
  (...readers: Reader[]): Reader =>
  (attributes) => {
    const taken = readers.map((read) => read(attributes)).filter((found) => found !== null);
    if (taken.length === 0) return null;
    return { messages: taken.flatMap((one) => one.messages), names: taken.flatMap((one) => one.names) };
  };

/** Conventions before 1.37: an event for each message, kept under its name and place. */
export const events =
  (roles: Readonly<Record<string, string>>): Reader =>
  (attributes) => {
    const found = Object.keys(attributes).flatMap((name) => {
      const [, event, place] = /^(gen_ai\.[a-z_.]+)\.(\d+)$/.exec(name) ?? [];
      const role = event === undefined ? undefined : roles[event];
      return role === undefined ? [] : [{ name, role, place: Number(place) }];
    });
    if (found.length === 0) return null;
    const sorted = found.sort((a, b) => a.place - b.place);
    return {
      messages: sorted.map(({ name, role }) => eventMessage(attributes[name], role)),
      names: sorted.map(({ name }) => name),
    };
  };

function eventMessage(value: unknown, role: string): Message {
  if (!isMap(value)) return messageOf(value, role);
  const { message, ...others } = value;
  const inner = opened(message);
  return messageOf(
    isMap(inner) ? { ...others, ...inner } : message === undefined ? value : { ...others, content: message },
    role,
  );
}

export const system =
  (name: string): Reader =>
  (attributes) => {
    const value = opened(attributes[name]);
    if (value === undefined || value === null) return null;
    return { messages: [messageOf({ role: "system", content: value }, "system")], names: [name] };
  };

/** A tool's arguments or result. */
export const tool =
  (names: readonly string[], role: string): Reader =>
  (attributes) => {
    const name = names.find((one) => attributes[one] !== undefined && attributes[one] !== null);
    if (name === undefined) return null;
    const parts: Part[] = [{ kind: "json", label: null, json: formatted(attributes[name]) }];
    return { messages: [{ role, name: null, finish: null, parts }], names: [name] };
  };

export const listUnder =
  (name: string, label: (value: unknown) => unknown): Reader =>
  (attributes) => {
    const value = opened(attributes[name]);
    return value === undefined || value === null
      ? null
      : { messages: [messageOf(label(value), "assistant")], names: [name] };
  };
