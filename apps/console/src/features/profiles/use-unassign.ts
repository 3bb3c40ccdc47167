'use client'

import type { ProfileAssignment } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Takes a profile off a scope, with the way back. */
export function useUnassign(): (assignment: ProfileAssignment) => void {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = useOrganizationParams()
  const onError = (error: Error) => toast.error(sentence(error))
  const { mutate: back } = useMutation({
    mutationFn: ({ profile, scope, priority }: ProfileAssignment) =>
      call('POST /organizations/{organizationId}/assignments', {
        params,
        body: { profileId: profile.id, scopeKind: scope.kind, scopeId: scope.id, priority },
      }),
    onError,
  })
  const { mutate } = useMutation({
    mutationFn: ({ id }: ProfileAssignment) =>
      call('DELETE /organizations/{organizationId}/assignments/{assignmentId}', {
        params: { ...params, assignmentId: id },
      }),
    onSuccess: (_, assignment) =>
      toast.undoable(t('assignments.removed', { scope: assignment.scope.name }), t('ui.undo'), () => back(assignment)),
    onError,
  })
  return mutate
}
