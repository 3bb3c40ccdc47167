import { PoolPage } from '@/features/licenses/pool-page'

export default async function Page({ params }: { params: Promise<{ pool: string }> }) {
  const { pool } = await params
  return <PoolPage poolId={pool} />
}
