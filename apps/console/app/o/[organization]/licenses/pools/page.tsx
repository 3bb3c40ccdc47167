import { PoolsPage } from '@/features/licenses/pools-page'

export default function Page() {
  return <PoolsPage />
}
