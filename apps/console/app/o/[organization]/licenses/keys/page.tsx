import { KeysPage } from '@/features/licenses/keys-page'

export default function Page() {
  return <KeysPage />
}
