'use client'

import { LogOut } from 'lucide-react'
import Link from 'next/link'
import { useSession } from '@/features/session/session'
import { signOut } from '@/features/sign-in/sign-in'
import { Menu, MenuChoice, MenuItem, MenuLine } from '@/ui/menu'
import type { OnDemandContentProps } from '@/ui/on-demand'
import { languageNames, languages } from '@/words/languages'
import { useWords } from '@/words/words-provider'
import { useChooseLanguage, useTheme } from './preferences'
import { themes } from './theme'

export default function PersonMenuContent({ trigger }: OnDemandContentProps) {
  const { t, language } = useWords()
  const { me, href } = useSession()
  const [theme, chooseTheme] = useTheme()
  const chooseLanguage = useChooseLanguage()
  return (
    <Menu className="w-60" trigger={trigger}>
      <MenuItem asChild>
        <Link href={href('/settings')}>
          <span className="min-w-0">
            <span className="block truncate font-medium">{me.name}</span>
            <span className="block truncate text-12 text-muted">{me.email}</span>
          </span>
        </Link>
      </MenuItem>
      <MenuLine />
      <MenuChoice
        label={t('frame.theme')}
        value={theme}
        onChange={chooseTheme}
        options={themes.map((value) => ({ value, label: t(`frame.theme.${value}`) }))}
      />
      <MenuLine />
      <MenuChoice
        label={t('frame.language')}
        value={language}
        onChange={chooseLanguage}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <MenuLine />
      <MenuItem onSelect={() => void signOut()}>
        <LogOut size={14} aria-hidden />
        {t('frame.signOut')}
      </MenuItem>
    </Menu>
  )
}
