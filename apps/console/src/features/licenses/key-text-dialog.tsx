'use client'

import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { call } from '@/api/call'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { CopyButton } from '@/ui/facts'
import { SkeletonRows } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { QrCode } from './qr-code'

/** The text of a key with its QR code, to copy or print. Each look is in the audit. */
export function KeyTextDialog({ keyId, onClose }: { keyId: string; onClose(): void }) {
  const { t } = useWords()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('keys.text.title')}
      lead={t('keys.text.lead')}
      footer={
        <>
          <Button icon={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
            {t('keys.text.print')}
          </Button>
          <Button look="go" onClick={onClose}>
            {t('licenses.done')}
          </Button>
        </>
      }
    >
      <KeyCard keyId={keyId} />
    </Dialog>
  )
}

/** What is printed: the feature, the units, the key, and where to redeem it. */
function KeyCard({ keyId }: { keyId: string }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const params = { ...useOrganizationParams(), keyId }
  const text = useKeyText(params)
  const life = useRead('GET /organizations/{organizationId}/licenses/keys/{keyId}', { params })
  const error = text.error ?? life.error
  if (error) return <ProblemState error={error} />
  if (!text.data || !life.data) return <SkeletonRows rows={3} />
  const { scan } = text.data
  return (
    <div data-prints className="group grid justify-items-center gap-3 rounded-lg bg-off-soft px-4 py-5 text-center">
      <p className="text-14 font-medium">
        {t('keys.text.units', { feature: featureName(life.data.featureKey), count: life.data.units })}
      </p>
      {scan && <QrCode text={scan} label={t('keys.text.qr')} />}
      <p className="flex items-center gap-1">
        <span className="mono text-16 font-medium select-all [overflow-wrap:anywhere]">{text.data.text}</span>
        <CopyButton what={t('licenses.key')} text={text.data.text} />
      </p>
      {scan && <p className="text-12 text-muted">{t('keys.text.where', { address: scan.replace(/#.*$/, '') })}</p>}
      <p className="text-12 text-muted">{t('keys.text.issuer', { name: life.data.issuer.name })}</p>
    </div>
  )
}

/** Asked for once: every answer is an entry in the audit, so that nothing may read it again behind the reader's back. */
function useKeyText(params: { organizationId: string; keyId: string }) {
  return useQuery({
    queryKey: ['key-text', params.keyId],
    queryFn: () => call('GET /organizations/{organizationId}/licenses/keys/{keyId}/text', { params }),
    enabled: (query) => query.state.data === undefined,
    retry: false,
    gcTime: 0,
  })
}
