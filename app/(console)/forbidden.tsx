import { MessagePage } from "#components/shell/message-page";

export default function ConsoleForbidden() {
  return (
    <MessagePage title="You may not see this">
      Your role does not allow it. An administrator can change your role under People and teams.
    </MessagePage>
  );
}
