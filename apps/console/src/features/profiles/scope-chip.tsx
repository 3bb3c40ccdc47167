'use client'

import type { ProfileAssignment } from '@maestro/contract'
import { Building2, DoorOpen, Group, type LucideIcon, MapPin, MonitorSpeaker, Package, Warehouse } from 'lucide-react'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'

export type Scope = ProfileAssignment['scope']

const icons: Record<Scope['kind'], LucideIcon> = {
  partner: Warehouse,
  organization: Building2,
  location: MapPin,
  group: Group,
  model: Package,
  room: DoorOpen,
  device: MonitorSpeaker,
}

/** Where a profile is assigned, with the kind of place as a sign. */
export function ScopeChip({ scope }: { scope: Scope }) {
  const { t } = useWords()
  const Icon = icons[scope.kind]
  return (
    <Tag title={t(`scope.${scope.kind}`)}>
      <Icon size={12} aria-hidden className="mr-1 shrink-0" />
      <span className="sr-only">{t(`scope.${scope.kind}`)}: </span>
      <span className="max-w-56 truncate">{scope.name}</span>
    </Tag>
  )
}

const shownAtMost = 3

export function ScopeChips({ scopes }: { scopes: readonly Scope[] }) {
  const { t } = useWords()
  if (scopes.length === 0) return <span className="text-faint">{t('profiles.notAssigned')}</span>
  const rest = scopes.slice(shownAtMost)
  return (
    <span className="inline-flex flex-wrap gap-1">
      {scopes.slice(0, shownAtMost).map((scope) => (
        <ScopeChip key={`${scope.kind}-${scope.id}`} scope={scope} />
      ))}
      {rest.length > 0 && <Tag title={rest.map((scope) => scope.name).join(', ')}>+{rest.length}</Tag>}
    </span>
  )
}
