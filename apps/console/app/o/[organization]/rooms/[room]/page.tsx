import { RoomPage } from '@/features/rooms/room-page'

export default async function Page({ params }: { params: Promise<{ room: string }> }) {
  const { room } = await params
  return <RoomPage roomId={room} />
}
