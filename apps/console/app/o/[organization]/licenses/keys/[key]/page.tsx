import { KeyPage } from '@/features/licenses/key-page'

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params
  return <KeyPage keyId={key} />
}
