import { cookies } from 'next/headers'
import { HomeGate } from '@/features/session/home-gate'

export default async function Page() {
  return <HomeGate lastUsed={(await cookies()).get('maestro-organization')?.value} />
}
