-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "grant_id" UUID,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'done',
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT,
    "object_name" TEXT,
    "device_id" UUID,
    "room_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "details" JSONB,
    "reason" TEXT,
    "address" TEXT,
    "request_id" TEXT,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "configuration_layers" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope_kind" TEXT NOT NULL,
    "scope_id" UUID NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "configuration_layers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "configuration_versions" (
    "layer_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "organization_id" UUID NOT NULL,
    "values" JSONB NOT NULL,
    "changed_by" TEXT NOT NULL,
    "reason" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "configuration_versions_pkey" PRIMARY KEY ("layer_id","version")
);

-- CreateTable
CREATE TABLE "released_configurations" (
    "device_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "document" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "deployment_id" UUID,
    "released_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "released_configurations_pkey" PRIMARY KEY ("device_id")
);

-- CreateTable
CREATE TABLE "deployments" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "reason" TEXT,
    "total" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deployment_targets" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "reason_code" TEXT,
    "reason" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "changes" JSONB NOT NULL,
    "restart" BOOLEAN NOT NULL DEFAULT false,
    "desired_version" BIGINT NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3),
    "planned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "deployment_targets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "devices" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "room_id" UUID,
    "vendor" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "mac" TEXT,
    "model_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "asset_tag" TEXT,
    "state" TEXT NOT NULL DEFAULT 'staged',
    "retired_cause" TEXT,
    "retired_at" TIMESTAMPTZ(3),
    "management" TEXT NOT NULL,
    "facts_source" TEXT,
    "facts_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "connection" TEXT NOT NULL DEFAULT 'never',
    "in_call" BOOLEAN NOT NULL DEFAULT false,
    "firmware_version" TEXT,
    "problems" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "features" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "registration_mode" TEXT NOT NULL DEFAULT 'none',
    "configuration_state" TEXT,
    "attention" BOOLEAN NOT NULL GENERATED ALWAYS AS (((state = 'active'::text) AND ((connection = 'offline'::text) OR (COALESCE(configuration_state, ''::text) = 'failed'::text) OR (cardinality(problems) > 0)))) STORED,

    CONSTRAINT "devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_statuses" (
    "device_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "session_id" TEXT,
    "transport" TEXT,
    "agent_version" TEXT,
    "connected_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "reported_version" BIGINT NOT NULL DEFAULT 0,
    "reported" JSONB NOT NULL DEFAULT '{}',
    "reported_at" TIMESTAMPTZ(3),
    "applied_version" BIGINT NOT NULL DEFAULT 0,
    "desired_version" BIGINT NOT NULL DEFAULT 0,
    "apply_status" TEXT,
    "apply_errors" JSONB,
    "telemetry" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "device_statuses_pkey" PRIMARY KEY ("device_id")
);

-- CreateTable
CREATE TABLE "device_search_texts" (
    "device_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "device_search_texts_pkey" PRIMARY KEY ("device_id")
);

-- CreateTable
CREATE TABLE "device_credentials" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "public_key" JSONB NOT NULL,
    "thumbprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_codes" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "claim_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registrations" (
    "device_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "target" TEXT,
    "address" TEXT,
    "state" TEXT NOT NULL DEFAULT 'recorded',
    "reason" TEXT,
    "source" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "registrations_pkey" PRIMARY KEY ("device_id")
);

-- CreateTable
CREATE TABLE "license_pools" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "transferred" INTEGER NOT NULL DEFAULT 0,
    "active" INTEGER NOT NULL DEFAULT 0,
    "valid_from" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "grace_days" INTEGER NOT NULL DEFAULT 14,
    "overuse" TEXT NOT NULL DEFAULT 'stop',
    "order_number" TEXT,
    "source_key_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "license_pools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "license_keys" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "pool_id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "customer_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'issued',
    "redeemed_by" UUID,
    "redeemed_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "license_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "pool_id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "key_hint" TEXT,
    "activated_by" TEXT NOT NULL,
    "activated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "activations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "locations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "parent_id" UUID,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "locations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rooms" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "location_id" UUID,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'huddle',
    "seats" INTEGER,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Berlin',
    "language" TEXT,
    "office_hours" JSONB,
    "expected" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rooms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Berlin',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grants" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'regular',
    "rights" TEXT[],
    "location_ids" UUID[],
    "starts_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "given_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_counters" (
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "organization_counters_pkey" PRIMARY KEY ("organization_id","name")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "location_ids" UUID[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "organization_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("organization_id","actor","key")
);

-- CreateIndex
CREATE INDEX "audit_entries_organization_id_at_id_idx" ON "audit_entries"("organization_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_organization_id_device_id_at_id_idx" ON "audit_entries"("organization_id", "device_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_organization_id_room_id_at_id_idx" ON "audit_entries"("organization_id", "room_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_organization_id_action_at_id_idx" ON "audit_entries"("organization_id", "action", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "configuration_layers_organization_id_id_key" ON "configuration_layers"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "configuration_layers_organization_id_scope_kind_scope_id_key" ON "configuration_layers"("organization_id", "scope_kind", "scope_id");

-- CreateIndex
CREATE INDEX "configuration_versions_organization_id_layer_id_idx" ON "configuration_versions"("organization_id", "layer_id");

-- CreateIndex
CREATE UNIQUE INDEX "released_configurations_organization_id_device_id_key" ON "released_configurations"("organization_id", "device_id");

-- CreateIndex
CREATE INDEX "deployments_organization_id_created_at_id_idx" ON "deployments"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deployments_organization_id_id_key" ON "deployments"("organization_id", "id");

-- CreateIndex
CREATE INDEX "deployment_targets_organization_id_deployment_id_state_id_idx" ON "deployment_targets"("organization_id", "deployment_id", "state", "id");

-- CreateIndex
CREATE INDEX "deployment_targets_organization_id_device_id_planned_at_idx" ON "deployment_targets"("organization_id", "device_id", "planned_at");

-- CreateIndex
CREATE INDEX "deployment_targets_state_next_attempt_at_idx" ON "deployment_targets"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "devices_organization_id_name_id_idx" ON "devices"("organization_id", "name", "id");

-- CreateIndex
CREATE INDEX "devices_organization_id_serial_id_idx" ON "devices"("organization_id", "serial", "id");

-- CreateIndex
CREATE INDEX "devices_organization_id_model_key_name_id_idx" ON "devices"("organization_id", "model_key", "name", "id");

-- CreateIndex
CREATE INDEX "devices_organization_id_model_key_id_idx" ON "devices"("organization_id", "model_key", "id");

-- CreateIndex
CREATE INDEX "devices_organization_id_firmware_version_name_id_idx" ON "devices"("organization_id", "firmware_version", "name", "id");

-- CreateIndex
CREATE INDEX "devices_organization_id_connection_name_id_idx" ON "devices"("organization_id", "connection", "name", "id");

-- CreateIndex
CREATE INDEX "devices_organization_id_registration_mode_name_id_idx" ON "devices"("organization_id", "registration_mode", "name", "id");

-- CreateIndex
CREATE INDEX "devices_organization_id_room_id_idx" ON "devices"("organization_id", "room_id");

-- CreateIndex
CREATE UNIQUE INDEX "devices_organization_id_id_key" ON "devices"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "devices_vendor_serial_key" ON "devices"("vendor", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "device_statuses_organization_id_device_id_key" ON "device_statuses"("organization_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_search_texts_organization_id_device_id_key" ON "device_search_texts"("organization_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_credentials_thumbprint_key" ON "device_credentials"("thumbprint");

-- CreateIndex
CREATE INDEX "device_credentials_organization_id_device_id_idx" ON "device_credentials"("organization_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "claim_codes_hash_key" ON "claim_codes"("hash");

-- CreateIndex
CREATE INDEX "claim_codes_organization_id_device_id_idx" ON "claim_codes"("organization_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "registrations_organization_id_device_id_key" ON "registrations"("organization_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "license_pools_source_key_id_key" ON "license_pools"("source_key_id");

-- CreateIndex
CREATE INDEX "license_pools_organization_id_feature_key_id_idx" ON "license_pools"("organization_id", "feature_key", "id");

-- CreateIndex
CREATE UNIQUE INDEX "license_pools_organization_id_id_key" ON "license_pools"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "license_keys_hash_key" ON "license_keys"("hash");

-- CreateIndex
CREATE INDEX "license_keys_organization_id_created_at_id_idx" ON "license_keys"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "license_keys_organization_id_pool_id_idx" ON "license_keys"("organization_id", "pool_id");

-- CreateIndex
CREATE INDEX "activations_organization_id_device_id_idx" ON "activations"("organization_id", "device_id");

-- CreateIndex
CREATE INDEX "activations_organization_id_pool_id_idx" ON "activations"("organization_id", "pool_id");

-- CreateIndex
CREATE INDEX "activations_organization_id_feature_key_device_id_idx" ON "activations"("organization_id", "feature_key", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "activations_device_id_feature_key_key" ON "activations"("device_id", "feature_key");

-- CreateIndex
CREATE INDEX "locations_organization_id_parent_id_idx" ON "locations"("organization_id", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "locations_organization_id_id_key" ON "locations"("organization_id", "id");

-- CreateIndex
CREATE INDEX "rooms_organization_id_name_id_idx" ON "rooms"("organization_id", "name", "id");

-- CreateIndex
CREATE INDEX "rooms_organization_id_location_id_idx" ON "rooms"("organization_id", "location_id");

-- CreateIndex
CREATE UNIQUE INDEX "rooms_organization_id_id_key" ON "rooms"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE INDEX "grants_organization_id_partner_id_idx" ON "grants"("organization_id", "partner_id");

-- CreateIndex
CREATE INDEX "grants_partner_id_organization_id_idx" ON "grants"("partner_id", "organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE INDEX "memberships_person_id_idx" ON "memberships"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_organization_id_person_id_key" ON "memberships"("organization_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");

-- CreateIndex
CREATE INDEX "api_tokens_organization_id_created_at_id_idx" ON "api_tokens"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- AddForeignKey
ALTER TABLE "configuration_versions" ADD CONSTRAINT "configuration_versions_organization_id_layer_id_fkey" FOREIGN KEY ("organization_id", "layer_id") REFERENCES "configuration_layers"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "released_configurations" ADD CONSTRAINT "released_configurations_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_targets" ADD CONSTRAINT "deployment_targets_organization_id_deployment_id_fkey" FOREIGN KEY ("organization_id", "deployment_id") REFERENCES "deployments"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_targets" ADD CONSTRAINT "deployment_targets_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "devices" ADD CONSTRAINT "devices_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "devices" ADD CONSTRAINT "devices_organization_id_room_id_fkey" FOREIGN KEY ("organization_id", "room_id") REFERENCES "rooms"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "device_statuses" ADD CONSTRAINT "device_statuses_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_search_texts" ADD CONSTRAINT "device_search_texts_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_credentials" ADD CONSTRAINT "device_credentials_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_codes" ADD CONSTRAINT "claim_codes_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_pools" ADD CONSTRAINT "license_pools_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_keys" ADD CONSTRAINT "license_keys_organization_id_pool_id_fkey" FOREIGN KEY ("organization_id", "pool_id") REFERENCES "license_pools"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activations" ADD CONSTRAINT "activations_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activations" ADD CONSTRAINT "activations_organization_id_pool_id_fkey" FOREIGN KEY ("organization_id", "pool_id") REFERENCES "license_pools"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "locations" ADD CONSTRAINT "locations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "locations" ADD CONSTRAINT "locations_organization_id_parent_id_fkey" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "locations"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_organization_id_location_id_fkey" FOREIGN KEY ("organization_id", "location_id") REFERENCES "locations"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
