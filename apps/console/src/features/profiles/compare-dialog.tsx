'use client'

import type { Profile } from '@maestro/contract'
import { useState } from 'react'
import { useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field } from '@/ui/field'
import { SkeletonRows } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { DifferenceTable } from './difference-table'
import { useProfileSettings } from './use-profile-settings'

interface CompareDialogProps {
  profile: Profile
  version: number
  versions: readonly number[]
  onClose(): void
}

export default function CompareDialog({ profile, version, versions, onClose }: CompareDialogProps) {
  const { t } = useWords()
  const settings = useProfileSettings()
  const [other, setOther] = useState(version === profile.version ? Math.max(1, version - 1) : profile.version)
  const [from, to] = other < version ? [other, version] : [version, other]
  const read = useRead(
    'GET /organizations/{organizationId}/profiles/{profileId}/compare',
    { params: { ...useOrganizationParams(), profileId: profile.id }, query: { from, to } },
    { keep: true },
  )
  return (
    <Dialog
      open
      place="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('versions.compare.title', { from, to })}
      lead={profile.name}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Field label={t('versions.compare.with', { version })} className="max-w-64">
          {(control) => (
            <Choice {...control} value={other} onChange={(event) => setOther(Number(event.target.value))}>
              {versions.map((one) => (
                <option key={one} value={one}>
                  {t('profile.version', { version: one })}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        {read.error && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
        {(!read.data || !settings) && !read.error && <SkeletonRows rows={3} />}
        {read.data && settings && read.data.changes.length === 0 && (
          <p className="text-13 text-muted">{t('versions.same')}</p>
        )}
        {read.data && settings && read.data.changes.length > 0 && (
          <DifferenceTable
            label={t('versions.compare.title', { from, to })}
            differences={read.data.changes}
            settings={settings}
          />
        )}
      </div>
    </Dialog>
  )
}
