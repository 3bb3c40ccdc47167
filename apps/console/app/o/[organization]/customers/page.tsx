import { CustomersPage } from '@/features/customers/customers-page'

export default function Page() {
  return <CustomersPage />
}
