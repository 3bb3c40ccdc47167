import { RegistrationPage } from '@/features/registration/registration-page'

export default function Page() {
  return <RegistrationPage />
}
