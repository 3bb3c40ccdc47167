import { Prisma } from '@maestro/database'
import type { Transaction } from '../platform/platform.js'

export type RuleRow = Prisma.LicenseRuleGetPayload<{ include: { group: { select: { id: true; name: true } } } }>
const include = { group: { select: { id: true, name: true } } } as const
const highestFirst = [{ priority: 'desc' as const }, { id: 'asc' as const }]

/** The rules of a feature are changed and applied one at a time. */
export async function lockRules(tx: Transaction, organizationId: string, featureKey: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('license-rules'), hashtext(${`${organizationId} ${featureKey}`}))`
}

export function findRule(tx: Transaction, organizationId: string, id: string): Promise<RuleRow | null> {
  return tx.licenseRule.findFirst({ where: { organizationId, id }, include })
}

/** Those that are served first come first. */
export function rulesOfFeature(tx: Transaction, organizationId: string, featureKey: string): Promise<RuleRow[]> {
  return tx.licenseRule.findMany({ where: { organizationId, featureKey }, include, orderBy: highestFirst })
}

export async function insertRule(
  tx: Transaction,
  rule: Omit<Prisma.LicenseRuleUncheckedCreateInput, 'createdAt' | 'version'>,
): Promise<void> {
  await tx.licenseRule.create({ data: { ...rule, nextLookAt: rule.enabled ? new Date() : null } })
}

/** A rule that is paused waits for nothing; one that goes on is looked at at once. */
export async function updateRule(
  tx: Transaction,
  id: string,
  { priority, enabled }: { readonly priority: number; readonly enabled: boolean },
): Promise<void> {
  await tx.licenseRule.update({
    where: { id },
    data: {
      priority,
      enabled,
      nextLookAt: enabled ? new Date() : null,
      ...(enabled ? {} : { waiting: 0 }),
      version: { increment: 1 },
    },
  })
}

export async function deleteRule(tx: Transaction, id: string): Promise<void> {
  await tx.licenseRule.delete({ where: { id } })
}

/** Devices join groups by what changes about them, which nobody announces: each rule is looked at again so often. */
const LOOK_AGAIN = Prisma.sql`interval '30 seconds'`

export async function saveApplied(tx: Transaction, id: string, waiting: number): Promise<void> {
  await tx.$executeRaw`UPDATE license_rules SET waiting = ${waiting}, applied_at = now(), next_look_at = now() + ${LOOK_AGAIN}
    WHERE id = ${id}::uuid AND enabled`
}
