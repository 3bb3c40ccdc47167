import { DeploymentsPage } from '@/features/deployments/deployments-page'

export default function Page() {
  return <DeploymentsPage />
}
