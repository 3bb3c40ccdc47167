import { LicenseBatchesPage } from '@/features/licenses/license-batches-page'

export default function Page() {
  return <LicenseBatchesPage />
}
