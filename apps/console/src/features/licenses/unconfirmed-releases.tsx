'use client'

import { urlOf } from '@/api/call'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Box } from '@/ui/box'
import { RelativeTime } from '@/ui/relative-time'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { ExportLink } from './export-link'

/** Licences that were taken from a device which may still show them; absent where all is certain. */
export function UnconfirmedReleases({ deviceId }: { deviceId: string }) {
  const { t } = useWords()
  const { may } = useSession()
  const { featureName } = useCatalogue()
  const params = useOrganizationParams()
  const releases = useRead(
    'GET /organizations/{organizationId}/licenses/unconfirmed-releases',
    { params, query: { deviceId } },
    { enabled: may('licenses.view') },
  )
  const items = releases.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Box title={t('license.unsettled')}>
      <p className="mb-2 text-12 text-muted">{t('license.unsettled.body')}</p>
      <ul className="divide-y divide-line">
        {items.map((one) => (
          <li key={one.featureKey} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 last:pb-0">
            <span className="text-13 font-medium">{featureName(one.featureKey)}</span>
            <Status tone="warn">{t(`license.unsettled.${one.cause}`)}</Status>
            <span className="text-12 text-muted">
              <RelativeTime at={one.releasedAt} /> · {one.releasedBy}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-12 text-muted">{t('license.unsettled.all')}</p>
      <ExportLink href={urlOf('/organizations/{organizationId}/licenses/unconfirmed-releases.csv', { params })} />
    </Box>
  )
}
