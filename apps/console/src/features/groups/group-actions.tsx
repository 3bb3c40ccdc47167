'use client'

import type { DeviceGroup } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { call } from '@/api/call'
import { useDeploy } from '@/features/deployments/use-deploy'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

const LicenseMany = dynamic(() => import('@/features/licenses/license-many'), { ssr: false })
const EditGroupDialog = dynamic(() => import('./edit-group-dialog'), { ssr: false })

export function GroupActions({ group }: { group: DeviceGroup }) {
  const { t } = useWords()
  const { may } = useSession()
  const [open, setOpen] = useState<'edit' | 'license' | 'remove' | null>(null)
  const deploy = useDeploy()
  return (
    <>
      {may('configuration.manage') && (
        <>
          <Button onClick={() => setOpen('remove')}>{t('group.remove')}</Button>
          <Button onClick={() => setOpen('edit')}>{t('group.edit')}</Button>
        </>
      )}
      {may('licenses.manage') && (
        <Button disabled={group.devices.count === 0} onClick={() => setOpen('license')}>
          {t('licenseMany.open')}
        </Button>
      )}
      {may('deployments.manage') && (
        <Button
          look="go"
          busy={deploy.isPending}
          disabled={group.devices.count === 0}
          icon={<Send size={14} aria-hidden />}
          onClick={() => deploy.mutate({ scope: { groupId: group.id }, title: group.name })}
        >
          {t('profile.deploy')}
        </Button>
      )}
      {open === 'license' && (
        <LicenseMany scope={{ groupId: group.id }} whom={group.name} onClose={() => setOpen(null)} />
      )}
      {open === 'edit' && <EditGroupDialog group={group} onClose={() => setOpen(null)} />}
      {open === 'remove' && <RemoveDialog group={group} onClose={() => setOpen(null)} />}
    </>
  )
}

function RemoveDialog({ group, onClose }: { group: DeviceGroup; onClose(): void }) {
  const { t } = useWords()
  const { href } = useSession()
  const router = useRouter()
  const params = { ...useOrganizationParams(), groupId: group.id }
  const remove = useMutation({
    mutationFn: () => call('DELETE /organizations/{organizationId}/groups/{groupId}', { params }),
    onSuccess: () => {
      toast.success(t('group.removed', { name: group.name }))
      router.push(href('/configuration/groups'))
    },
  })
  return (
    <ConfirmDialog
      danger
      title={t('group.remove.title', { name: group.name })}
      body={t('group.remove.body')}
      submit={t('group.remove.submit')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    />
  )
}
