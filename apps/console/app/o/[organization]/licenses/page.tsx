import { LicensesPage } from '@/features/licenses/licenses-page'

export default function Page() {
  return <LicensesPage />
}
