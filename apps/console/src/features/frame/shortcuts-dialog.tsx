'use client'

import { Fragment, type ReactNode } from 'react'
import { Dialog } from '@/ui/dialog'
import { Kbd } from '@/ui/kbd'
import { useWords } from '@/words/words-provider'
import { useNavigation } from './use-navigation'

interface ShortcutsDialogProps {
  open: boolean
  onOpenChange(open: boolean): void
}

export default function ShortcutsDialog(props: ShortcutsDialogProps) {
  const { t } = useWords()
  const items = useNavigation()
  return (
    <Dialog {...props} title={t('shortcuts.title')}>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Group title={t('shortcuts.anywhere')}>
          <Shortcut keys={['Ctrl', 'K']} does={t('shortcuts.palette')} />
          <Shortcut keys={['?']} does={t('shortcuts.help')} />
          <Shortcut keys={['Esc']} does={t('shortcuts.close')} />
          {items.map((item) => (
            <Shortcut
              key={item.name}
              keys={['g', item.key]}
              then={t('shortcuts.then')}
              does={t('shortcuts.goTo', { page: t(`nav.${item.name}`) })}
            />
          ))}
        </Group>
        <Group title={t('shortcuts.lists')}>
          <Shortcut keys={['/']} does={t('shortcuts.find')} />
          <Shortcut keys={['j']} does={t('shortcuts.next')} />
          <Shortcut keys={['k']} does={t('shortcuts.previous')} />
          <Shortcut keys={['x']} does={t('shortcuts.select')} />
          <Shortcut keys={['Enter']} does={t('shortcuts.open')} />
        </Group>
      </div>
    </Dialog>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-12 text-faint">{title}</h3>
      <dl className="grid grid-cols-[1fr_max-content] items-center gap-x-4 gap-y-1.5 text-13">{children}</dl>
    </section>
  )
}

function Shortcut({ keys, then, does }: { keys: readonly string[]; then?: string; does: string }) {
  return (
    <>
      <dt>{does}</dt>
      <dd className="flex items-center justify-end gap-1 text-12 text-faint">
        {keys.map((key, index) => (
          <Fragment key={key}>
            {index > 0 && then}
            <Kbd>{key}</Kbd>
          </Fragment>
        ))}
      </dd>
    </>
  )
}
