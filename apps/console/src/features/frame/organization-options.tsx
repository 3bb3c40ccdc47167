'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useSession } from '@/features/session/session'
import { useWords } from '@/words/words-provider'
import { useReachableOrganizations } from './use-reachable-organizations'

const OptionList = dynamic(() => import('@/ui/option-list'), { ssr: false })

export function OrganizationOptions({ onChoose }: { onChoose(segment: string): void }) {
  const { t } = useWords()
  const { organization } = useSession()
  const [search, setSearch] = useState('')
  const { items, busy } = useReachableOrganizations(search)
  const hasMany = items.length > 7 || search !== ''
  return (
    <OptionList
      label={t('frame.findOrganization')}
      options={items.map((item) => ({
        value: item.segment,
        label: item.name,
        detail: item.kind === 'customer' ? t('nav.customers') : undefined,
      }))}
      chosen={items.filter((item) => item.id === organization.id).map((item) => item.segment)}
      onChoose={onChoose}
      search={hasMany ? { text: search, onChange: setSearch, busy } : undefined}
    />
  )
}
