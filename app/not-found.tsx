import { MessagePage } from "#components/shell/message-page";

export default function NotFound() {
  return (
    <main>
      <MessagePage title="There is nothing at this address">
        It may have been renamed or removed, or the link has a typing error.
      </MessagePage>
    </main>
  );
}
