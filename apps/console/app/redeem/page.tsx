import { cookies } from 'next/headers'
import { RedeemGate } from '@/features/licenses/redeem-gate'

export default async function Page() {
  return <RedeemGate lastUsed={(await cookies()).get('maestro-organization')?.value} />
}
