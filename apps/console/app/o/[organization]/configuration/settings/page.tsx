import { WhereSetPage } from '@/features/configuration/where-set-page'

export default function Page() {
  return <WhereSetPage />
}
