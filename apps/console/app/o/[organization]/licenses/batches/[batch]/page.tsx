import { LicenseBatchPage } from '@/features/licenses/license-many-page'

export default async function Page({ params }: { params: Promise<{ batch: string }> }) {
  const { batch } = await params
  return <LicenseBatchPage batchId={batch} />
}
