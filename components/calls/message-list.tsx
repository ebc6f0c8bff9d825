import { File, Wrench } from "lucide-react";
import { CodeBlock } from "#components/ui/code-block";
import { Disclosure } from "#components/ui/disclosure";
import { cx } from "#lib/core/class-names";
import type { CallContent } from "#lib/telemetry/schema";
import { formatted, type Message, type Part } from "./message-fields.ts";
import { type PreparedSide, prepareMessages } from "./prepare-messages.ts";

/** What went in and what came out, as a conversation. Texts only: nothing in it is markup, a link or fetched. */
export function MessageList({ content }: { content: Pick<CallContent, "input" | "output"> }) {
  const { input, output } = prepareMessages(content);
  return (
    <div className="flex flex-col gap-3">
      <Side title="Input" side={input} />
      <Side title="Output" side={output} />
      <Disclosure summary={<span className="text-text-2">As it was sent</span>}>
        <CodeBlock
          title="Messages as JSON"
          code={formatted({ input: content.input, output: content.output })}
          wrap
        />
      </Disclosure>
    </div>
  );
}

function Side({ title, side }: { title: string; side: PreparedSide }) {
  if (side.messages.length === 0 && side.further.length === 0) return null;
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h4 className="font-semibold text-sm text-text-2">{title}</h4>
      <ol className="flex flex-col gap-2">
        {side.messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages have no id and never change their order.
          <li key={index}>
            <MessageView message={message} />
          </li>
        ))}
      </ol>
      {side.further.map(({ name, json }) => (
        <Disclosure key={name} summary={<code className="font-mono text-sm">{name}</code>}>
          <CodeBlock code={json} wrap />
        </Disclosure>
      ))}
    </section>
  );
}

const quiet = new Set(["system", "developer", "settings", "tool", "arguments", "result"]);

function MessageView({ message }: { message: Message }) {
  const { role, name, finish, parts } = message;
  const head = [name, finish && `ended by ${finish}`].filter(Boolean).join(" · ");
  return (
    <article
      className={cx(
        "rounded-md border border-line px-3 py-2",
        role === "assistant" ? "bg-accent-soft" : quiet.has(role) ? "bg-sunken" : "bg-surface",
      )}
    >
      <header className="mb-1 flex items-baseline justify-between gap-2 text-sm">
        <span className="font-semibold">{role}</span>
        {head && <span className="text-text-2">{head}</span>}
      </header>
      <div className="flex flex-col gap-2">
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no id and never change their order.
          <PartView key={index} part={part} />
        ))}
        {parts.length === 0 && <p className="text-text-2">empty</p>}
      </div>
    </article>
  );
}

const idWord = (id: string | null) => (id === null ? "" : ` (${id})`);

function PartView({ part }: { part: Part }) {
  switch (part.kind) {
    case "text":
      return <p className="whitespace-pre-wrap break-words">{part.text}</p>;
    case "reasoning":
      return (
        <div>
          <p className="text-sm text-text-2">Reasoning</p>
          <p className="whitespace-pre-wrap break-words text-text-2 italic">{part.text}</p>
        </div>
      );
    case "call":
      return <Named title={`Calls ${part.name}${idWord(part.id)}`} json={part.json} />;
    case "result":
      return (
        <Named title={`Result${part.name ? ` of ${part.name}` : ""}${idWord(part.id)}`} json={part.json} />
      );
    case "file":
      return (
        <p className="flex items-start gap-1.5 text-text-2">
          <File size={14} aria-hidden="true" className="mt-[3px] shrink-0" />
          <span className="min-w-0 break-all">
            {part.what}
            {part.where && <code className="block font-mono text-sm">{part.where}</code>}
          </span>
        </p>
      );
    case "json":
      return (
        <div>
          {part.label && <p className="text-sm text-text-2">{part.label}</p>}
          <CodeBlock code={part.json} wrap />
        </div>
      );
  }
}

function Named({ title, json }: { title: string; json: string }) {
  return (
    <div>
      <p className="mb-1 flex items-center gap-1.5 text-sm text-text-2">
        <Wrench size={12} aria-hidden="true" /> {title}
      </p>
      <CodeBlock code={json} wrap />
    </div>
  );
}
