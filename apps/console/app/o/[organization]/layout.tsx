import type { ReactNode } from 'react'
import { Frame } from '@/features/frame/frame'
import { OrganizationGate } from '@/features/session/organization-gate'

interface LayoutProps {
  params: Promise<{ organization: string }>
  children: ReactNode
}

export default async function Layout({ params, children }: LayoutProps) {
  const { organization } = await params
  return (
    <OrganizationGate segment={organization}>
      <Frame>{children}</Frame>
    </OrganizationGate>
  )
}
