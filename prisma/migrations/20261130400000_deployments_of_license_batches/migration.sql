-- What a batch of licences sent to devices is found from the batch, and the batch from it.
ALTER TABLE "deployments" ADD COLUMN "license_batch_id" UUID;
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_organization_id_license_batch_id_fkey" FOREIGN KEY ("organization_id", "license_batch_id") REFERENCES "license_batches"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX deployments_of_license_batch ON deployments (organization_id, license_batch_id, id) WHERE license_batch_id IS NOT NULL;
