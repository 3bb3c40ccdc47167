import { RoomsPage } from '@/features/rooms/rooms-page'

export default function Page() {
  return <RoomsPage />
}
