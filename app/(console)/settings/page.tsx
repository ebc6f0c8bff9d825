import type { Metadata } from "next";
import { ActivityList } from "#components/activity/activity-list";
import { OrganisationPanel } from "#components/settings/organisation-panel";
import { PasswordPanel } from "#components/settings/password-panel";
import { ProfilePanel } from "#components/settings/profile-panel";
import { SessionsPanel } from "#components/settings/sessions-panel";
import { TelemetryPanel } from "#components/settings/telemetry-panel";
import { PageHeader } from "#components/ui/page-header";
import { Panel } from "#components/ui/panel";
import { TextLink } from "#components/ui/text-link";
import { listActivity } from "#lib/activity/queries";
import { isAdmin, mayCall } from "#lib/auth/domain";
import { listSessions, readInstallation, readSelf } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const user = await requireUser();
  const readsLog = mayCall(user, "activity");
  const [installation, self, sessions, activity] = await Promise.all([
    readInstallation(),
    readSelf(user),
    listSessions(user),
    readsLog ? listActivity(user, { limit: 10 }) : null,
  ]);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }]}
        title="Settings"
        sentence={`You are ${self.name}, ${self.role} of ${installation.name}.`}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <OrganisationPanel initial={installation} mayChange={isAdmin(user)} />
          <TelemetryPanel initial={installation} mayChange={isAdmin(user)} />
          <SessionsPanel initial={sessions} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ProfilePanel initial={self} />
          {self.signsInWith.includes("password") && <PasswordPanel email={self.email} />}
        </div>
        {activity && (
          <Panel
            title="Activity"
            id="activity"
            flush
            className="lg:col-span-2"
            aside={<TextLink href="/changes">Filter the whole log</TextLink>}
          >
            <div className="max-sm:px-3.5">
              <ActivityList filter={{ limit: "10" }} initial={activity} />
            </div>
          </Panel>
        )}
      </div>
    </>
  );
}
