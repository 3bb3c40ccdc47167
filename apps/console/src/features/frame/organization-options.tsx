'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSession } from '@/features/session/session'
import type { OnDemandContentProps } from '@/ui/on-demand'
import OptionList from '@/ui/option-list'
import { Popover } from '@/ui/popover'
import { useWords } from '@/words/words-provider'
import { useReachableOrganizations } from './use-reachable-organizations'

export default function OrganizationOptions({ trigger }: OnDemandContentProps) {
  const { t } = useWords()
  const router = useRouter()
  const { organization } = useSession()
  const [open, setOpen] = useState(true)
  const [search, setSearch] = useState('')
  const { items, busy } = useReachableOrganizations(search)
  const hasMany = items.length > 7 || search !== ''
  return (
    <Popover label={t('frame.switchOrganization')} open={open} onOpenChange={setOpen} trigger={trigger}>
      <OptionList
        label={t('frame.findOrganization')}
        options={items.map((item) => ({
          value: item.segment,
          label: item.name,
          detail: item.kind === 'customer' ? t('nav.customers') : undefined,
        }))}
        chosen={items.filter((item) => item.id === organization.id).map((item) => item.segment)}
        onChoose={(segment) => {
          setOpen(false)
          router.push(`/o/${segment}`)
        }}
        search={hasMany ? { text: search, onChange: setSearch, busy } : undefined}
      />
    </Popover>
  )
}
