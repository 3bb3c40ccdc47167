'use client'

import type { Member } from '@maestro/contract'
import { canAssignRole, type Right, ROLES, rolesIn } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useProblemSentence } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Choice } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { useRoleName } from './use-role-name'

/** The roles this person may give here; nobody gives more than they have. */
export function useAssignableRoles() {
  const { organization } = useSession()
  return rolesIn(organization.kind).filter((role) =>
    canAssignRole(organization.kind, organization.rights as Right[], role),
  )
}

export function RoleChoice({ member }: { member: Member }) {
  const { t } = useWords()
  const { me, may } = useSession()
  const roleName = useRoleName()
  const sentence = useProblemSentence()
  const assignable = useAssignableRoles()
  const params = { ...useOrganizationParams(), personId: member.personId }
  const change = useMutation({
    mutationFn: (role: Member['role']) =>
      call('PATCH /organizations/{organizationId}/people/{personId}', {
        params,
        version: member.version,
        body: { role },
      }),
    onSuccess: () => toast.success(t('settings.saved')),
    onError: (error) => toast.error(sentence(error)),
  })
  if (!may('people.manage') || member.personId === me.id || !assignable.includes(member.role)) {
    return roleName(member.role)
  }
  return (
    <Choice
      aria-label={t('settings.people.roleOf', { name: member.name })}
      disabled={change.isPending}
      className="w-44"
      value={member.role}
      onChange={(event) => {
        const role = ROLES.find((one) => one === event.target.value)
        if (role) change.mutate(role)
      }}
    >
      {assignable.map((role) => (
        <option key={role} value={role}>
          {roleName(role)}
        </option>
      ))}
    </Choice>
  )
}
