import { ForecastPage } from '@/features/licenses/forecast-page'

export default function Page() {
  return <ForecastPage />
}
