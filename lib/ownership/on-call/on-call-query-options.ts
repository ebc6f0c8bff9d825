import { queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type {
  CalendarLinkAnswer,
  FeatureOnCall,
  NewCalendarLink,
  OnCallAnswer,
  RotationDetail,
  RotationSummary,
  ShiftsAnswer,
} from "./on-call-schema.ts";

/** Everything about who is on call is read again after a change. */
export const onCallKey = ["on-call"] as const;

const LIVE_MS = 30_000;
const path = (slug: string) => `/rotations/${encodeURIComponent(slug)}`;

/** All rotations, features without one, and the viewer's own shifts. */
export function onCallOptions() {
  return queryOptions({
    queryKey: [...onCallKey, "all"],
    queryFn: ({ signal }) => api<OnCallAnswer>("GET", "/on-call", undefined, signal),
    refetchInterval: LIVE_MS,
  });
}

/** The rotations that a feature can be given. */
export function rotationsOptions() {
  return queryOptions({
    queryKey: [...onCallKey, "rotations"],
    queryFn: ({ signal }) => api<{ items: RotationSummary[] }>("GET", "/rotations", undefined, signal),
  });
}

/** One rotation with what its editor needs. */
export function rotationOptions(slug: string) {
  return queryOptions({
    queryKey: [...onCallKey, "rotation", slug],
    queryFn: ({ signal }) => api<RotationDetail>("GET", path(slug), undefined, signal),
    refetchInterval: LIVE_MS,
  });
}

/** The shifts of the last 90 days. */
export function pastShiftsOptions(slug: string) {
  return queryOptions({
    queryKey: [...onCallKey, "shifts", slug],
    queryFn: ({ signal }) => api<ShiftsAnswer>("GET", `${path(slug)}/shifts`, undefined, signal),
  });
}

/** Who is on call for one feature. */
export function featureOnCallOptions(slug: string) {
  return queryOptions({
    queryKey: [...onCallKey, "feature", slug],
    queryFn: ({ signal }) =>
      api<FeatureOnCall>("GET", `/features/${encodeURIComponent(slug)}/on-call`, undefined, signal),
    refetchInterval: LIVE_MS,
  });
}

/** The viewer's calendar addresses. */
export function calendarLinksOptions() {
  return queryOptions({
    queryKey: [...onCallKey, "calendar-links"],
    queryFn: ({ signal }) =>
      api<{ items: CalendarLinkAnswer[] }>("GET", "/calendar-links", undefined, signal),
  });
}

/** Makes a calendar address; only this answer has it whole. Throws ProblemError. */
export function postCalendarLink(rotation: string | null): Promise<NewCalendarLink> {
  return api<NewCalendarLink>("POST", "/calendar-links", { rotation });
}
