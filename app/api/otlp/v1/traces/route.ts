import { sharedLoad } from "#lib/core/shared-load";
import { loadPricing } from "#lib/cost/load-pricing";
import { receiveTraces } from "#lib/telemetry/receive";

const loadPricingShared = sharedLoad(loadPricing);

/** OTLP/HTTP traces. Answers protobuf or JSON as it was asked, so it does not go through `route`. */
export async function POST(request: Request): Promise<Response> {
  return receiveTraces(request, loadPricingShared);
}
