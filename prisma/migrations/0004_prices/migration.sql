-- Own prices, discounts on the price list, and the runs that price stored calls anew.

-- CreateEnum
CREATE TYPE "price_kind" AS ENUM ('model', 'tool');

-- CreateEnum
CREATE TYPE "repricing_status" AS ENUM ('previewing', 'previewed', 'running', 'done', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "repricing_phase" AS ENUM ('preview', 'applied');

-- CreateTable
CREATE TABLE "own_price" (
    "id" SERIAL NOT NULL,
    "feature_id" INTEGER,
    "kind" "price_kind" NOT NULL,
    "provider" TEXT,
    "name" TEXT NOT NULL,
    "service_tier" TEXT,
    "per_call_pico" BIGINT,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_until" TIMESTAMPTZ(6),
    "note" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_by" TEXT,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "own_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "own_price_rate" (
    "price_id" INTEGER NOT NULL,
    "above_input_tokens" INTEGER NOT NULL,
    "input_atto" BIGINT,
    "output_atto" BIGINT,
    "cache_read_atto" BIGINT,
    "cache_write_atto" BIGINT,
    "reasoning_atto" BIGINT,

    CONSTRAINT "own_price_rate_pkey" PRIMARY KEY ("price_id","above_input_tokens")
);

-- CreateTable
CREATE TABLE "price_discount" (
    "id" SERIAL NOT NULL,
    "provider" TEXT,
    "name" TEXT NOT NULL,
    "service_tier" TEXT,
    "discount_ppm" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_until" TIMESTAMPTZ(6),
    "note" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_by" TEXT,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "price_discount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repricing_run" (
    "id" UUID NOT NULL,
    "feature_id" INTEGER,
    "reason" TEXT NOT NULL,
    "period_from" TIMESTAMPTZ(6) NOT NULL,
    "period_to" TIMESTAMPTZ(6) NOT NULL,
    "status" "repricing_status" NOT NULL,
    "prices_digest" TEXT NOT NULL,
    "cursor" JSONB,
    "calls_total" BIGINT NOT NULL,
    "calls_seen" BIGINT NOT NULL,
    "problem" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "previewed_at" TIMESTAMPTZ(6),
    "applied_by" TEXT,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "repricing_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repricing_total" (
    "run_id" UUID NOT NULL,
    "phase" "repricing_phase" NOT NULL,
    "feature_id" INTEGER NOT NULL,
    "kind" "price_kind" NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "calls" BIGINT NOT NULL,
    "changed" BIGINT NOT NULL,
    "newly_priced" BIGINT NOT NULL,
    "newly_unpriced" BIGINT NOT NULL,
    "dearer" BIGINT NOT NULL,
    "cheaper" BIGINT NOT NULL,
    "unpriced_before" BIGINT NOT NULL,
    "unpriced_after" BIGINT NOT NULL,
    "before_nano" BIGINT NOT NULL,
    "after_nano" BIGINT NOT NULL,

    CONSTRAINT "repricing_total_pkey" PRIMARY KEY ("run_id","phase","feature_id","kind","provider","name")
);

-- CreateIndex
CREATE INDEX "repricing_run_created_at_idx" ON "repricing_run"("created_at");

-- AddForeignKey
ALTER TABLE "own_price_rate" ADD CONSTRAINT "own_price_rate_price_id_fkey" FOREIGN KEY ("price_id") REFERENCES "own_price"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repricing_total" ADD CONSTRAINT "repricing_total_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "repricing_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's model cannot say. Features are referred to by hand: their model need not know of prices.

ALTER TABLE own_price ADD CONSTRAINT own_price_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES feature (id) ON DELETE CASCADE;
ALTER TABLE repricing_run ADD CONSTRAINT repricing_run_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES feature (id) ON DELETE CASCADE;

-- Two prices of one key never hold at once. A price that was withdrawn before it held has an empty range, which
-- overlaps nothing.
ALTER TABLE own_price
  ADD CONSTRAINT own_price_range CHECK (valid_until IS NULL OR valid_until >= valid_from),
  ADD CONSTRAINT own_price_name CHECK (name = lower(name) AND name <> ''),
  ADD CONSTRAINT own_price_per_call CHECK (per_call_pico >= 0 AND (kind = 'model' OR per_call_pico IS NOT NULL)),
  ADD CONSTRAINT own_price_no_overlap EXCLUDE USING gist ((coalesce(feature_id, 0)) WITH =, kind WITH =,
    (coalesce(provider, '')) WITH =, name WITH =, (coalesce(service_tier, '')) WITH =,
    tstzrange(valid_from, valid_until) WITH &&);

ALTER TABLE own_price_rate
  ADD CONSTRAINT own_price_rate_threshold CHECK (above_input_tokens >= 0),
  ADD CONSTRAINT own_price_rate_not_negative CHECK (coalesce(input_atto, 0) >= 0 AND coalesce(output_atto, 0) >= 0
    AND coalesce(cache_read_atto, 0) >= 0 AND coalesce(cache_write_atto, 0) >= 0 AND coalesce(reasoning_atto, 0) >= 0);

ALTER TABLE price_discount
  ADD CONSTRAINT price_discount_range CHECK (valid_until IS NULL OR valid_until >= valid_from),
  ADD CONSTRAINT price_discount_name CHECK (name = lower(name) AND name <> ''),
  ADD CONSTRAINT price_discount_ppm CHECK (discount_ppm <= 1000000),
  ADD CONSTRAINT price_discount_no_overlap EXCLUDE USING gist ((coalesce(provider, '')) WITH =, name WITH =,
    (coalesce(service_tier, '')) WITH =, tstzrange(valid_from, valid_until) WITH &&);

ALTER TABLE repricing_run ADD CONSTRAINT repricing_run_period CHECK (period_from < period_to);

-- What a price said is what calls were priced with: only its end may be stated, or brought forward.
CREATE FUNCTION refuse_other_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) - '{valid_until,ended_by,ended_at}'::text[] IS DISTINCT FROM
     to_jsonb(NEW) - '{valid_until,ended_by,ended_at}'::text[] THEN
    RAISE EXCEPTION '% is never changed, only ended', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER own_price_unchanged BEFORE UPDATE ON own_price FOR EACH ROW EXECUTE FUNCTION refuse_other_price();
CREATE TRIGGER price_discount_unchanged BEFORE UPDATE ON price_discount FOR EACH ROW EXECUTE FUNCTION refuse_other_price();
CREATE TRIGGER own_price_rate_unchanged BEFORE UPDATE ON own_price_rate FOR EACH ROW EXECUTE FUNCTION refuse_other_price();
