import { MissingPage } from '@/features/frame/missing-page'

export default function NotFoundPage() {
  return <MissingPage />
}
