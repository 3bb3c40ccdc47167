'use client'

import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { CopyButton } from '@/ui/facts'
import { useWords } from '@/words/words-provider'

interface ShownOnceProps {
  title: string
  lead: string
  secrets: ReadonlyArray<{ name: string; text: string }>
  onClose(): void
}

/** A secret that is kept as a hash: this is the only time that anybody sees it. */
export function ShownOnce({ title, lead, secrets, onClose }: ShownOnceProps) {
  const { t } = useWords()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      lead={lead}
      footer={
        <Button look="go" onClick={onClose}>
          {t('licenses.done')}
        </Button>
      }
    >
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {secrets.map((secret) => (
          <div key={secret.name} className="group rounded-lg bg-off-soft px-3.5 py-3">
            <dt className="text-12 text-muted">{secret.name}</dt>
            <dd className="flex items-center gap-2">
              <span className="mono min-w-0 flex-1 text-16 font-medium select-all [overflow-wrap:anywhere]">
                {secret.text}
              </span>
              <CopyButton what={secret.name} text={secret.text} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
