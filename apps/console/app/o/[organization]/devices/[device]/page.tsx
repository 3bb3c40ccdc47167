import { DevicePage } from '@/features/devices/device-page'

export default async function Page({ params }: { params: Promise<{ device: string }> }) {
  const { device } = await params
  return <DevicePage deviceId={device} />
}
