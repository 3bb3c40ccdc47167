'use client'

import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { useEffect, useState } from 'react'
import { useSession } from '@/features/session/session'
import { languageNames, languages } from '@/words/languages'
import { useWords } from '@/words/words-provider'
import { type Act, Entry, Group } from './palette-entries'
import { FoundThings } from './palette-search'
import { useChooseLanguage, useTheme } from './preferences'
import { themes } from './theme'
import { useNavigation } from './use-navigation'
import { useReachableOrganizations } from './use-reachable-organizations'

const configurationParts = ['groups', 'drift', 'settings'] as const

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

function Pages({ act }: { act: Act }) {
  const { t } = useWords()
  const router = useRouter()
  const { href, may } = useSession()
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
      {may('configuration.view') &&
        configurationParts.map((part) => (
          <Entry
            key={part}
            value={`configuration ${part}`}
            keywords={[t(`configurations.${part}`)]}
            detail={t('nav.configuration')}
            onSelect={act(() => router.push(href(`/configuration/${part}`)))}
          >
            {t(`configurations.${part}`)}
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
