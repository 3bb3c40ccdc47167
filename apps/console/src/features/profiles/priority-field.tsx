'use client'

import type { ProfileAssignment } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Input } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Which of several profiles on one scope wins; saved on leaving the field. */
export function PriorityField({ assignment }: { assignment: ProfileAssignment }) {
  const { t } = useWords()
  const sentence = useProblemSentence()
  const params = { ...useOrganizationParams(), assignmentId: assignment.id }
  const [text, setText] = useState(String(assignment.priority))
  const save = useMutation({
    mutationFn: (priority: number) =>
      call('PATCH /organizations/{organizationId}/assignments/{assignmentId}', {
        params,
        version: assignment.version,
        body: { priority },
      }),
    onSuccess: () => toast.success(t('profile.saved.plain')),
    onError: (error) => {
      setText(String(assignment.priority))
      toast.error(sentence(error))
    },
  })
  const finish = () => {
    const priority = Number(text)
    if (!Number.isInteger(priority) || priority < 1) setText(String(assignment.priority))
    else if (priority !== assignment.priority) save.mutate(priority)
  }
  return (
    <Input
      type="number"
      min={1}
      max={1000}
      className="max-w-20"
      aria-label={t('assignments.priority.of', { scope: assignment.scope.name })}
      disabled={save.isPending}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  )
}
