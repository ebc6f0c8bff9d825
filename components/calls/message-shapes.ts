import {
  Fields,
  formatted,
  isMap,
  type Json,
  type Message,
  opened,
  type Part,
  text,
} from "./message-fields.ts";

const bytesOf = (base64: string) => Math.floor((base64.length * 3) / 4);
const sizeOf = (bytes: number) => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`);

/** A file as a name for it: its kind, its type, its size or where it lies. Data itself is never shown. */
function fileParts(kind: string, type: string | null, given: unknown): Part[] {
  if (isMap(given)) {
    const fields = new Fields(given);
    const mime = type ?? fields.text("media_type", "mime_type", "format");
    const value = fields.text("url", "data", "file_id", "uri") ?? fields.map("image");
    return [...fileParts(kind, mime, value), ...fields.rest("further")];
  }
  const value = text(given);
  const data = value === null ? null : /^data:([^;,]*)[^,]*,(.*)$/s.exec(value);
  const inline =
    data?.[2] ?? (value !== null && value.length > 200 && /^[\w+/=\s-]+$/.test(value) ? value : null);
  const size = inline === null ? null : sizeOf(bytesOf(inline));
  const what = [kind, data?.[1] || type, size].filter(Boolean).join(", ");
  if (value !== null || given === undefined || given === null)
    return [{ kind: "file", what, where: inline === null ? value : null }];
  return [{ kind: "file", what, where: formatted(given) }];
}

const toolNames = ["name", "toolName", "tool_name"];
const toolIds = ["id", "toolCallId", "tool_call_id", "tool_use_id", "call_id"];

function callPart(fields: Fields): Part[] {
  const inner = fields.map("function");
  const of = inner ? new Fields(inner) : fields;
  const name = of.text(...toolNames) ?? "tool";
  const given = of.any("arguments", "args", "input", "parsed_arguments") ?? {};
  const id = fields.text(...toolIds);
  const call: Part = { kind: "call", name, id, json: formatted(given) };
  return [call, ...(of === fields ? [] : of.rest("function")), ...fields.rest("further")];
}

function resultPart(fields: Fields): Part[] {
  const name = fields.text(...toolNames);
  const id = fields.text("tool_use_id", "toolCallId", "tool_call_id", "id", "call_id");
  const given = fields.any("response", "result", "output", "content") ?? "";
  return [{ kind: "result", name, id, json: formatted(given) }, ...fields.rest("further")];
}

const files: Record<string, [kind: string, ...fields: string[]]> = {
  image: ["image", "image", "source", "image_url", "url", "data"],
  image_url: ["image", "image_url"],
  input_image: ["image", "image_url", "file_id"],
  input_file: ["file", "file_data", "file_url", "file_id", "file"],
  input_audio: ["audio", "input_audio", "data"],
  audio: ["audio", "audio", "data"],
  video: ["video", "video", "data"],
  file: ["file", "file", "data", "file_id", "uri", "url"],
  document: ["document", "source"],
  blob: ["file", "content", "data"],
  uri: ["file", "uri", "url"],
};

/** One part of a message in the shape of any of the dialects. What it does not know it shows as JSON. */
export function partsOf(value: unknown): Part[] {
  if (typeof value === "string") return value === "" ? [] : [{ kind: "text", text: value }];
  if (!isMap(value)) return [{ kind: "json", label: null, json: formatted(value) }];
  const fields = new Fields(value);
  const type = text(value.type);
  if (type !== null) fields.drop("type", type);
  const plain = (kind: "text" | "reasoning", ...names: string[]): Part[] | null => {
    const found = fields.text(...names);
    return found === null ? null : [{ kind, text: found }, ...fields.rest("further")];
  };
  switch (type) {
    case "text":
    case "input_text":
    case "output_text":
      return plain("text", "text", "content") ?? fields.rest("text");
    case "reasoning":
    case "thinking":
      return plain("reasoning", "content", "text", "thinking", "reasoning") ?? fields.rest("reasoning");
    case "tool_call":
    case "tool-call":
    case "tool_use":
    case "function":
    case "function_call":
      return callPart(fields);
    case "tool_call_response":
    case "tool-result":
    case "tool_result":
    case "function_call_output":
      return resultPart(fields);
    case null:
      return untyped(value, fields);
  }
  const file = files[type];
  if (!file) return [{ kind: "json", label: null, json: formatted(value) }];
  const [kind, ...names] = file;
  const source = fields.any(...names);
  const mime = fields.text("mime_type", "mediaType", "mimeType", "media_type", "format");
  const named = fields.text("filename", "file_name");
  const modality = fields.text("modality");
  return [
    ...fileParts([modality ?? kind, named].filter(Boolean).join(" "), mime, source),
    ...fields.rest("further"),
  ];
}

/** Gemini's parts carry no type; neither do tool calls in some lists. */
function untyped(value: Json, fields: Fields): Part[] {
  const call = fields.map("functionCall");
  if (call) return [...callPart(new Fields(call)), ...fields.rest("further")];
  const answer = fields.map("functionResponse");
  if (answer) return [...resultPart(new Fields(answer)), ...fields.rest("further")];
  const inline = fields.map("inlineData");
  if (inline) return [...fileParts("file", text(inline.mimeType), inline), ...fields.rest("further")];
  if (isMap(value.function) || ((value.toolName ?? value.name) && (value.arguments ?? value.args)))
    return callPart(fields);
  const found = typeof value.text === "string" ? fields.text("text") : null;
  if (found !== null) return [{ kind: "text", text: found }, ...fields.rest("further")];
  return [{ kind: "json", label: null, json: formatted(value) }];
}

const listOf = (value: unknown): unknown[] => {
  const open = opened(value);
  return Array.isArray(open) ? open : open === undefined || open === null || open === "" ? [] : [open];
};

/** Whether a value can be read as a message: it says whose it is and has something to say. */
export function isMessage(value: unknown): value is Json {
  if (!isMap(value)) return false;
  const said = [
    "content",
    "parts",
    "contents",
    "tool_calls",
    "toolCalls",
    "text",
    "function_call",
    "refusal",
  ];
  return typeof value.role === "string" && said.some((name) => value[name] !== undefined);
}

/** A message in the shape of any of the dialects; `role` where it names none of its own. */
export function messageOf(value: unknown, role: string): Message {
  if (!isMap(value)) return { role, name: null, finish: null, parts: partsOf(value) };
  const fields = new Fields(value);
  const own = fields.text("role") ?? role;
  const name = fields.text("name");
  const finish = fields.text("finish_reason", "finishReason", "stop_reason");
  const isTool = own === "tool" || own === "function";
  const toolId = fields.text("tool_call_id", "toolCallId");
  const parts: Part[] = [];
  const thought = fields.text("reasoning", "reasoning_content", "thinking");
  if (thought !== null) parts.push({ kind: "reasoning", text: thought });
  const content = fields.any("parts", "contents", "content", "text");
  const single = isTool && !Array.isArray(opened(content)) && content !== undefined;
  if (single) parts.push({ kind: "result", name, id: toolId, json: formatted(content) });
  else if (typeof content === "string" && !/^\s*\[/.test(content)) parts.push(...partsOf(content));
  else parts.push(...listOf(content).flatMap(partsOf));
  const refusal = fields.text("refusal");
  if (refusal !== null) parts.push({ kind: "text", text: refusal });
  for (const call of [...listOf(fields.any("tool_calls")), ...listOf(fields.any("toolCalls"))])
    parts.push(...(isMap(call) ? callPart(withoutType(call)) : partsOf(call)));
  const old = fields.map("function_call");
  if (old) parts.push(...callPart(new Fields(old)));
  if (!single && toolId !== null) parts.push({ kind: "json", label: "answers the call", json: toolId });
  parts.push(...fields.rest("further"));
  return { role: own, name: single ? null : name, finish, parts };
}

function withoutType(call: Json): Fields {
  const fields = new Fields(call);
  fields.drop("type", "function");
  fields.drop("type", "tool_call");
  return fields;
}
