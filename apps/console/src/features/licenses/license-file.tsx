'use client'

import type { Device, LicenseFile } from '@maestro/contract'
import { Download } from 'lucide-react'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Fact, Facts } from '@/ui/facts'
import { ExactTime, RelativeTime } from '@/ui/relative-time'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/jwt' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** The newest signed document of a device; absent until it was given one. */
export function DeviceLicenseFile({ device }: { device: Device }) {
  const { t } = useWords()
  const { may } = useSession()
  const read = useRead(
    'GET /organizations/{organizationId}/devices/{deviceId}/license-file',
    { params: { ...useOrganizationParams(), deviceId: device.id } },
    { enabled: may('licenses.view') && device.management !== 'recorded' },
  )
  const file = read.data
  if (!file) return null
  return (
    <Box
      title={t('license.file')}
      aside={
        <Button
          size="small"
          icon={<Download size={13} aria-hidden />}
          onClick={() => download(`${device.serial}-${file.issue}.jwt`, file.file)}
        >
          {t('license.file.download')}
        </Button>
      }
    >
      <p className="mb-3 text-12 text-muted">{t('license.file.lead')}</p>
      <FileFacts file={file} />
    </Box>
  )
}

function FileFacts({ file }: { file: LicenseFile }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  return (
    <Facts>
      <Fact name={t('license.file.issue')}>
        <span className="mono">{file.issue}</span>
        {file.confirmedAt ? (
          <Status tone="ok">
            {t('license.file.held')}
            <RelativeTime at={file.confirmedAt} className="text-12 text-muted" />
          </Status>
        ) : (
          <Status tone="info" moving>
            {t('license.file.notHeld')}
          </Status>
        )}
      </Fact>
      <Fact name={t('license.file.issuedAt')}>
        <RelativeTime at={file.issuedAt} />
      </Fact>
      <Fact name={t('license.file.features')}>
        {file.features.length === 0 && <span className="text-muted">{t('license.file.none')}</span>}
        <ul className="grid gap-0.5">
          {file.features.map((one) => (
            <li key={one.featureKey}>
              {featureName(one.featureKey)}
              <span className="text-muted">
                {' · '}
                {one.until ? (
                  <>
                    {t('license.file.until')} <ExactTime at={one.until} style="date" />
                  </>
                ) : (
                  t('licenses.perpetual')
                )}
              </span>
            </li>
          ))}
        </ul>
      </Fact>
      <Fact name={t('license.file.key')} copy={file.keyId}>
        <span className="mono">{file.keyId}</span>
      </Fact>
    </Facts>
  )
}
