'use client'

import type { KeyLife } from '@maestro/contract'
import { Printer } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Fact, Facts } from '@/ui/facts'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { ExactTime } from '@/ui/relative-time'
import { SkeletonPage } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { KeyEvents } from './key-events'
import { KeyState } from './key-state'

const KeyTextDialog = dynamic(() => import('./key-text-dialog').then((module) => module.KeyTextDialog), { ssr: false })
const RevokeKeyDialog = dynamic(() => import('./revoke-key-dialog'), { ssr: false })

export function KeyPage({ keyId }: { keyId: string }) {
  const { t } = useWords()
  const { href } = useSession()
  const life = useRead('GET /organizations/{organizationId}/licenses/keys/{keyId}', {
    params: { ...useOrganizationParams(), keyId },
  })
  useCrumbs(
    life.data ? [{ label: t('licenses.tab.keys'), href: href('/licenses/keys') }, { label: life.data.hint }] : null,
  )
  if (life.error) return <ProblemState page error={life.error} onRetry={() => void life.refetch()} />
  if (!life.data) {
    return (
      <div className="p-6">
        <SkeletonPage />
      </div>
    )
  }
  return <ShownKey life={life.data} />
}

function ShownKey({ life }: { life: KeyLife }) {
  const { t } = useWords()
  const { may, organization } = useSession()
  const { featureName } = useCatalogue()
  const [open, setOpen] = useState<'text' | 'revoke' | null>(null)
  const issued = may('licenses.manage') && life.issuer.id === organization.id
  return (
    <Page
      title={<span className="mono">{life.hint}</span>}
      state={<KeyState state={life.state} />}
      lead={t('keys.text.units', { feature: featureName(life.featureKey), count: life.units })}
      actions={
        issued &&
        life.state !== 'revoked' && (
          <>
            <Button icon={<Printer size={14} aria-hidden />} onClick={() => setOpen('text')}>
              {t('keys.show')}
            </Button>
            {life.state === 'issued' && (
              <Button look="danger" onClick={() => setOpen('revoke')}>
                {t('keys.revoke')}
              </Button>
            )}
          </>
        )
      }
    >
      <WithAside
        aside={
          <AsidePart title={t('device.facts')}>
            <KeyFacts life={life} />
          </AsidePart>
        }
      >
        <section aria-labelledby="key-life">
          <h2 id="key-life" className="mb-3 text-14 font-semibold">
            {t('keys.life')}
          </h2>
          <KeyEvents life={life} />
        </section>
      </WithAside>
      {open === 'text' && <KeyTextDialog keyId={life.id} onClose={() => setOpen(null)} />}
      {open === 'revoke' && <RevokeKeyDialog life={life} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function KeyFacts({ life }: { life: KeyLife }) {
  const { t, number } = useWords()
  const { href, organization } = useSession()
  const { featureName } = useCatalogue()
  const into = life.redeemedInto
  return (
    <Facts>
      <Fact name={t('licenses.feature')}>{featureName(life.featureKey)}</Fact>
      <Fact name={t('licenses.units')}>{number(life.units)}</Fact>
      <Fact name={t('licenses.issuedBy')}>{life.issuer.name}</Fact>
      <Fact name={t('licenses.validUntil')}>
        {life.validUntil ? <ExactTime at={life.validUntil} style="date" /> : t('licenses.perpetual')}
      </Fact>
      {into && (
        <>
          <Fact name={t('keys.redeemedBy')}>
            {into.organization.id === organization.id ? (
              <Link href={href(`/licenses/pools/${into.poolId}`)} className="text-accent hover:underline">
                {into.organization.name}
              </Link>
            ) : (
              into.organization.name
            )}
          </Fact>
          <Fact name={t('licenses.assigned')}>{number(into.active)}</Fact>
        </>
      )}
    </Facts>
  )
}
