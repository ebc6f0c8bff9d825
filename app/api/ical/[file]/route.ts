import { AppError } from "#lib/core/errors";
import { requestId } from "#lib/core/ids";
import { answerError } from "#lib/core/problem-response";
import { calendarFeed } from "#lib/ownership/on-call/calendar-feed";

export const dynamic = "force-dynamic";

/** A token is 43 characters of base64url. */
const FILE = /^([A-Za-z0-9_-]{43})\.ics$/;

/** Open to whoever has the address: calendars send no key. What goes wrong is logged without the address. */
export async function GET(
  request: Request,
  context: { params: Promise<{ file: string }> },
): Promise<Response> {
  try {
    const token = FILE.exec((await context.params).file)?.[1];
    const calendar = token === undefined ? null : await calendarFeed(token, new Date());
    if (calendar === null) throw new AppError("not_found", "This calendar address does not work any more.");
    return new Response(calendar, {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="on-call.ics"',
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
      },
    });
  } catch (error) {
    return answerError(error, requestId(), new Request(new URL("/api/ical", request.url)));
  }
}
