-- A device that was moved is retired where it was, and is a device of the other organization under the same serial number.
DROP INDEX "devices_vendor_serial_key";
CREATE UNIQUE INDEX devices_by_vendor_serial ON devices (vendor, serial) WHERE retired_cause IS DISTINCT FROM 'moved';

-- The highest number of a licence file that it was given before it came here: its next file is above that.
ALTER TABLE "devices" ADD COLUMN     "license_issue_floor" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE devices ADD CHECK (license_issue_floor >= 0);

ALTER TABLE license_releases DROP CONSTRAINT license_releases_cause_check,
  ADD CHECK (cause IN ('released', 'transferred', 'replaced', 'retired', 'moved'));
