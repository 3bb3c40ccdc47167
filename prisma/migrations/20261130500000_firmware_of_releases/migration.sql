-- The firmware for which a preview was worked out, and for which profiles' values were last seen before they were released.
ALTER TABLE "deployment_plans" ADD COLUMN     "firmware_version" TEXT;
ALTER TABLE "released_configurations" ADD COLUMN     "firmware_version" TEXT;
