import { LicenseRulesPage } from '@/features/licenses/license-rules-page'

export default function Page() {
  return <LicenseRulesPage />
}
