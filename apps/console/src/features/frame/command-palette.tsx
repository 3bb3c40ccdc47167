'use client'

import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useState } from 'react'
import { useRead } from '@/api/read'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { languageNames, languages } from '@/words/languages'
import { useWords } from '@/words/words-provider'
import { useChooseLanguage, useTheme } from './preferences'
import { themes } from './theme'
import { useNavigation } from './use-navigation'
import { useReachableOrganizations } from './use-reachable-organizations'

interface CommandPaletteProps {
  open: boolean
  onOpenChange(open: boolean): void
}

export default function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), 120)
    return () => clearTimeout(timer)
  }, [text])
  const act = (what: () => void) => () => {
    onOpenChange(false)
    setText('')
    what()
  }
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="appear fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="appear fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-[600px] overflow-hidden rounded-xl border border-line-strong bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">{t('palette.title')}</Radix.Title>
          <Command label={t('palette.title')} loop>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={t('palette.placeholder')}
              className="h-12 w-full border-b border-line bg-transparent px-4 text-16 outline-none placeholder:text-faint md:text-14"
            />
            <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-13 text-muted">
                {t('palette.empty', { query: text })}
              </Command.Empty>
              {search.length > 1 && <FoundThings search={search} act={act} />}
              <Pages act={act} />
              <Organizations act={act} search={search} />
              <Preferences act={act} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

type Act = (what: () => void) => () => void

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  )
}

interface EntryProps {
  value: string
  keywords?: string[]
  onSelect(): void
  detail?: ReactNode
  children: ReactNode
}

function Entry({ detail, children, ...item }: EntryProps) {
  return (
    <Command.Item
      {...item}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2 text-13 data-[selected=true]:bg-off-soft"
    >
      <span className="min-w-0 truncate">{children}</span>
      {detail && <span className="ml-auto shrink-0 text-12 text-faint">{detail}</span>}
    </Command.Item>
  )
}

function FoundThings({ search, act }: { search: string; act: Act }) {
  const { t } = useWords()
  const router = useRouter()
  const { href, may } = useSession()
  const params = useOrganizationParams()
  const query = { search, limit: 6 }
  const settings = { enabled: may('devices.view'), keep: true }
  const rooms = useRead('GET /organizations/{organizationId}/rooms', { params, query }, settings)
  const devices = useRead('GET /organizations/{organizationId}/devices', { params, query }, settings)
  return (
    <>
      {rooms.data && rooms.data.items.length > 0 && (
        <Group heading={t('palette.rooms')}>
          {rooms.data.items.map((room) => (
            <Entry
              key={room.id}
              value={`room ${room.id}`}
              keywords={[room.name, search]}
              detail={room.path.join(' / ')}
              onSelect={act(() => router.push(href(`/rooms/${room.id}`)))}
            >
              {room.name}
            </Entry>
          ))}
        </Group>
      )}
      {devices.data && devices.data.items.length > 0 && (
        <Group heading={t('palette.devices')}>
          {devices.data.items.map((device) => (
            <Entry
              key={device.id}
              value={`device ${device.id}`}
              keywords={[device.name, device.serial, search]}
              detail={<span className="mono">{device.serial}</span>}
              onSelect={act(() => router.push(href(`/devices/${device.id}`)))}
            >
              {device.name}
            </Entry>
          ))}
        </Group>
      )}
    </>
  )
}

function Pages({ act }: { act: Act }) {
  const { t } = useWords()
  const router = useRouter()
  return (
    <Group heading={t('palette.goTo')}>
      {useNavigation().map((item) => (
        <Entry
          key={item.name}
          value={`page ${item.name}`}
          keywords={[t(`nav.${item.name}`)]}
          detail={`g ${item.key}`}
          onSelect={act(() => router.push(item.href))}
        >
          {t(`nav.${item.name}`)}
        </Entry>
      ))}
    </Group>
  )
}

function Organizations({ act, search }: { act: Act; search: string }) {
  const { t } = useWords()
  const router = useRouter()
  const { organization } = useSession()
  const others = useReachableOrganizations(search).items.filter((item) => item.id !== organization.id)
  if (others.length === 0) return null
  return (
    <Group heading={t('palette.organizations')}>
      {others.slice(0, 8).map((item) => (
        <Entry
          key={item.id}
          value={`organization ${item.id}`}
          keywords={[item.name, t('frame.switchOrganization')]}
          onSelect={act(() => router.push(`/o/${item.segment}`))}
        >
          {item.name}
        </Entry>
      ))}
    </Group>
  )
}

function Preferences({ act }: { act: Act }) {
  const { t, language } = useWords()
  const [theme, chooseTheme] = useTheme()
  const chooseLanguage = useChooseLanguage()
  return (
    <Group heading={t('palette.commands')}>
      {themes
        .filter((option) => option !== theme)
        .map((option) => {
          const label = t('palette.theme', { theme: t(`frame.theme.${option}`) })
          return (
            <Entry key={option} value={`theme ${option}`} keywords={[label]} onSelect={act(() => chooseTheme(option))}>
              {label}
            </Entry>
          )
        })}
      {languages
        .filter((option) => option !== language)
        .map((option) => {
          const label = t('palette.language', { language: languageNames[option] })
          return (
            <Entry
              key={option}
              value={`language ${option}`}
              keywords={[label]}
              onSelect={act(() => chooseLanguage(option))}
            >
              {label}
            </Entry>
          )
        })}
    </Group>
  )
}
