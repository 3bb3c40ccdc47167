'use client'

import type { LicensePool } from '@maestro/contract'
import { EllipsisVertical } from 'lucide-react'
import dynamic from 'next/dynamic'
import { lazy, useState } from 'react'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { OnDemand } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'
import type { PoolAct } from './pool-menu'

const PoolMenu = lazy(() => import('./pool-menu'))
const ChangePoolDialog = dynamic(() => import('./change-pool-dialog'), { ssr: false })
const StopPoolDialog = dynamic(() => import('./stop-pool-dialog'), { ssr: false })
const MoveUnitsDialog = dynamic(() => import('./move-units-dialog'), { ssr: false })
const WhatIfDialog = dynamic(() => import('./what-if-dialog'), { ssr: false })
const IssueKeysDialog = dynamic(() => import('./issue-keys-dialog'), { ssr: false })

type AnyAct = PoolAct | 'what-if' | 'issue'

/** What can be done with a pool, by whom it is and how it stands. */
export function PoolActions({ pool }: { pool: LicensePool }) {
  const { t } = useWords()
  const { may, organization } = useSession()
  const [act, setAct] = useState<AnyAct | null>(null)
  const manages = may('licenses.manage') && pool.state !== 'revoked'
  const sells = manages && organization.kind !== 'customer' && pool.origin !== 'vendor' && pool.origin !== 'trial'
  const acts = manages && pool.origin !== 'vendor' ? actsOn(pool, organization.kind, sells) : []
  return (
    <>
      <Button onClick={() => setAct('what-if')}>{t('whatIf.open')}</Button>
      {sells && pool.state !== 'suspended' && <Button onClick={() => setAct('issue')}>{t('keys.issue')}</Button>}
      {acts.length > 0 && (
        <OnDemand
          content={PoolMenu}
          props={{ acts, onChoose: setAct }}
          trigger={
            <Button size="icon" aria-label={t('pools.more')}>
              <EllipsisVertical size={15} aria-hidden />
            </Button>
          }
        />
      )}
      {act && <ActDialog pool={pool} act={act} onClose={() => setAct(null)} />}
    </>
  )
}

function actsOn(pool: LicensePool, kind: string, sells: boolean): PoolAct[] {
  const acts: PoolAct[] = ['change']
  if (sells && kind !== 'customer') acts.push('move', 'back')
  acts.push(pool.suspendedAt ? 'resume' : 'suspend', 'revoke')
  return acts
}

function ActDialog({ pool, act, onClose }: { pool: LicensePool; act: AnyAct; onClose(): void }) {
  switch (act) {
    case 'what-if':
      return <WhatIfDialog pool={pool} onClose={onClose} />
    case 'issue':
      return <IssueKeysDialog poolId={pool.id} onClose={onClose} />
    case 'change':
      return <ChangePoolDialog pool={pool} onClose={onClose} />
    case 'move':
    case 'back':
      return <MoveUnitsDialog pool={pool} back={act === 'back'} onClose={onClose} />
    case 'suspend':
    case 'resume':
    case 'revoke':
      return <StopPoolDialog pool={pool} act={act} onClose={onClose} />
  }
}
