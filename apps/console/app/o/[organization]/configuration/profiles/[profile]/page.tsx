import { ProfilePage } from '@/features/profiles/profile-page'

export default async function Page({ params }: { params: Promise<{ profile: string }> }) {
  const { profile } = await params
  return <ProfilePage profileId={profile} />
}
