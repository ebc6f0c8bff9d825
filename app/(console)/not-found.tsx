import { MessagePage } from "#components/shell/message-page";

export default function ConsoleNotFound() {
  return (
    <MessagePage title="There is nothing at this address">
      It may have been renamed or removed, or the link has a typing error.
    </MessagePage>
  );
}
