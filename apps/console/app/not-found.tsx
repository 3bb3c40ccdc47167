import { LazyMissingPage } from '@/features/frame/lazy-pages'

export default function NotFoundPage() {
  return <LazyMissingPage />
}
