'use client'

import type { Device } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { call } from '@/api/call'
import { useRead } from '@/api/read'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { CopyButton } from '@/ui/facts'
import { Skeleton } from '@/ui/skeleton'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'

interface ClaimDialogProps {
  device: Pick<Device, 'id' | 'name'>
  onClose(): void
}

const grouped = (code: string) => (code.includes('-') ? code : (code.match(/.{1,5}/g)?.join('-') ?? code))

/** Shows a fresh claim code once, and notices by itself when the device has used it. */
export default function ClaimDialog({ device, onClose }: ClaimDialogProps) {
  const { t, locale } = useWords()
  const params = { ...useOrganizationParams(), deviceId: device.id }
  const { mutate, data, error } = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/devices/{deviceId}/claim-code', { params }),
  })
  const asked = useRef(false)
  useEffect(() => {
    if (!asked.current) mutate()
    asked.current = true
  }, [mutate])
  const now = useRead('GET /organizations/{organizationId}/devices/{deviceId}', { params }).data
  const connected = now?.state === 'active'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('device.claim.title', { name: device.name })}
      lead={t('device.claim.lead')}
      footer={
        <Button look={connected ? 'go' : 'plain'} onClick={onClose}>
          {t('ui.close')}
        </Button>
      }
    >
      <FormProblem error={error} />
      {!error && !data && <Skeleton className="h-20" />}
      {data && (
        <div className="grid justify-items-center gap-3 rounded-lg bg-off-soft px-4 py-6">
          <div className="group flex items-center gap-2">
            <span className="mono text-28 font-semibold tracking-widest">{grouped(data.code)}</span>
            <CopyButton what={t('device.claim')} text={data.code} />
          </div>
          <p className="text-12 text-muted">
            {t('device.claim.expires', {
              time: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
                new Date(data.expiresAt),
              ),
            })}
          </p>
          <div aria-live="polite">
            {connected ? (
              <Status tone="ok">{t('device.claim.done')}</Status>
            ) : (
              <Status tone="info" moving>
                {t('device.claim.waiting')}
              </Status>
            )}
          </div>
        </div>
      )}
    </Dialog>
  )
}
