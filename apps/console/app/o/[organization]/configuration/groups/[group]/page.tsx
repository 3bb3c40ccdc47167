import { GroupPage } from '@/features/groups/group-page'

export default async function Page({ params }: { params: Promise<{ group: string }> }) {
  const { group } = await params
  return <GroupPage groupId={group} />
}
