'use client'

import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { reasonIn } from '@/features/frame/reason-field'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

interface NamedGroup {
  id: string
  name: string
}

/** Puts devices into a group by hand and takes them out; each can be undone at once. */
export function useMembers(group: NamedGroup, onDone: () => void = () => undefined, reason = '') {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), groupId: group.id }
  const onError = (error: Error) => toast.error(sentence(error))
  const into = (deviceIds: string[]) =>
    call('POST /organizations/{organizationId}/groups/{groupId}/devices', {
      params,
      body: { deviceIds, ...reasonIn(reason) },
    })
  const out = (deviceIds: string[]) =>
    call('POST /organizations/{organizationId}/groups/{groupId}/devices/remove', { params, body: { deviceIds } })
  const undoAdd = useMutation({ mutationFn: out, onError })
  const undoTake = useMutation({ mutationFn: into, onError })
  const add = useMutation({
    mutationFn: into,
    onSuccess: (_, ids) => {
      onDone()
      toast.undoable(t('group.devices.added', { count: ids.length, name: group.name }), t('ui.undo'), () =>
        undoAdd.mutate(ids),
      )
    },
    onError,
  })
  const take = useMutation({
    mutationFn: out,
    onSuccess: (_, ids) => {
      onDone()
      toast.undoable(t('group.devices.taken', { count: ids.length, name: group.name }), t('ui.undo'), () =>
        undoTake.mutate(ids),
      )
    },
    onError,
  })
  return { add, take }
}
