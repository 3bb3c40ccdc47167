-- Which version of the partner's profile a copy holds; null: published before this was kept.
ALTER TABLE "profiles" ADD COLUMN "origin_version" INTEGER;

-- CreateIndex
CREATE INDEX "profiles_organization_id_origin_profile_id_idx" ON "profiles"("organization_id", "origin_profile_id");

-- A partner sees which of its customers has which copy, and nothing else of their profiles.
GRANT SELECT (id, organization_id, origin_organization_id, origin_profile_id, origin_version, updated_at, archived_at) ON profiles TO maestro_across;
