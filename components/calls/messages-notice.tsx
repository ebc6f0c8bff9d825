import { Eye } from "lucide-react";
import { Button } from "#components/ui/button";
import { TextLink } from "#components/ui/text-link";
import type { InteractionAnswer } from "#lib/telemetry/schema";

type Props = {
  state: InteractionAnswer["messages"];
  /** Whether the chosen span carried anything that is kept. */
  hasOwn: boolean;
  pending: boolean;
  onShow: () => void;
  /** Where the policy is chosen; null for whoever may not. */
  changeHref: string | null;
};

/** Why there are no messages to read, or how to read them and what that leaves behind. */
export function MessagesNotice({ state, hasOwn, pending, onShow, changeHref }: Props) {
  if (state === "none")
    return (
      <p className="text-text-2">
        No messages are kept of this interaction, only figures and attributes.
        {changeHref !== null && (
          <>
            {" "}
            The feature’s policy says what is kept from now on.{" "}
            <TextLink href={changeHref} arrow>
              Choose what is kept
            </TextLink>
          </>
        )}
      </p>
    );
  if (state === "hidden")
    return (
      <p className="text-text-2">
        Messages are kept, but not for you: the owning team, auditors and admins can read them.
      </p>
    );
  if (state === "shown")
    return (
      <p className="text-text-2">
        {hasOwn ? "This span carried no messages." : "Choose a call to read its messages."}
      </p>
    );
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-text-2">Messages are kept. That you look at them is recorded with your name.</p>
      <Button size="sm" pending={pending} onClick={onShow}>
        <Eye size={14} aria-hidden="true" />
        Show messages
      </Button>
    </div>
  );
}
