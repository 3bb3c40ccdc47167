import { ProfilesPage } from '@/features/profiles/profiles-page'

export default function Page() {
  return <ProfilesPage />
}
