'use client'

import { parseLicenseKey } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { call } from '@/api/call'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { takeHandedKey } from './handed-key'
import { KeyField } from './key-field'
import { characterCount, formatKeyText, keyLength } from './key-text'

/** Turns a key into units of this organization. */
export default function RedeemDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const form = useId()
  const router = useRouter()
  const { organization, href } = useSession()
  const { featureName } = useCatalogue()
  const params = useOrganizationParams()
  const [text, setText] = useState('')
  const [left, setLeft] = useState(false)
  useEffect(() => {
    const handed = takeHandedKey()
    if (handed) setText(formatKeyText(handed))
  }, [])
  const redeem = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/licenses/redemptions', { params, body: { key: text } }),
    onSuccess: ({ pool, alreadyRedeemed }) => {
      const feature = featureName(pool.featureKey)
      if (alreadyRedeemed) toast.info(t('redeem.already', { feature }))
      else toast.success(t('redeem.done', { feature, count: pool.units }))
      router.push(href(`/licenses/pools/${pool.id}`))
    },
  })
  const count = characterCount(text)
  const whole = count === keyLength
  const mistyped = whole && !parseLicenseKey(text).ok
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setLeft(true)
    if (whole && !mistyped) redeem.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('redeem.title', { name: organization.name })}
      lead={t('redeem.lead')}
      footer={
        <SubmitFooter form={form} busy={redeem.isPending} onCancel={onClose}>
          {t('redeem.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <KeyField
          text={text}
          problem={redeem.error}
          mistyped={mistyped}
          tooShort={left && !whole ? count : null}
          onChange={(next) => {
            redeem.reset()
            setText(formatKeyText(next))
          }}
          onLeave={() => setLeft(text !== '')}
        />
      </form>
    </Dialog>
  )
}
