import { DevicesPage } from '@/features/devices/devices-page'

export default function Page() {
  return <DevicesPage />
}
