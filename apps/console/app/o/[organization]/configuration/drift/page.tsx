import { DriftPage } from '@/features/drift/drift-page'

export default function Page() {
  return <DriftPage />
}
