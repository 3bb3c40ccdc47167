import { Prisma } from '@maestro/database'
import type { DeploymentState } from '@maestro/domain'
import { holdRings } from './rings.store.js'

type Transaction = Prisma.TransactionClient

/** Why a deployment stands where it does; the contract has the words. */
export type StateReason = { readonly code: string } & Readonly<Record<string, unknown>>
export type HeldDeployment = NonNullable<Awaited<ReturnType<Transaction['deployment']['findUnique']>>>

/** A save on one device's own page; everything else has rings, a preview and somebody who started it. */
export function isSingle({ scope, rollbackOf }: { scope: unknown; rollbackOf: string | null }): boolean {
  return rollbackOf === null && Object.keys((scope ?? {}) as object).length === 0
}

const lockKey = (deploymentId: string) => Prisma.sql`hashtextextended('deployment ' || ${deploymentId}, 0)`

/** Keeps acts on one deployment apart, and sending from them; comes first in a transaction, before any row is held. */
export async function enterDeployment(tx: Transaction, deploymentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${lockKey(deploymentId)})`
}

/** The same, for whoever would rather leave it to the one who is at it. */
export async function tryEnterDeployment(tx: Transaction, deploymentId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { entered: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${lockKey(deploymentId)}) AS entered`
  return row?.entered === true
}

/** The row with its rings, locked; after targets and devices. */
export async function holdDeployment(tx: Transaction, deploymentId: string): Promise<HeldDeployment | null> {
  await holdRings(tx, Prisma.sql`SELECT ${deploymentId}::uuid`)
  await tx.$queryRaw`SELECT 1 FROM deployments WHERE id = ${deploymentId}::uuid FOR UPDATE`
  return tx.deployment.findUnique({ where: { id: deploymentId } })
}

/** The row as it is; who is about to hold targets must not hold it before them. */
export function findDeployment(tx: Transaction, deploymentId: string): Promise<HeldDeployment | null> {
  return tx.deployment.findUnique({ where: { id: deploymentId } })
}

export type DeploymentChange = {
  readonly id: string
  readonly state: DeploymentState
  readonly reason: StateReason | null
  /** Null: it needs no looking after. */
  readonly nextLookAt: Date | null
  /** It begins to run now. */
  readonly starts?: boolean
}

/** Moves deployments to new states, all in one statement. Their rings are held. */
export async function saveDeployments(tx: Transaction, changes: readonly DeploymentChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.$executeRaw`
    UPDATE deployments d SET version = d.version + 1, state = n.state, state_reason = n.reason, next_look_at = n."nextLookAt",
      started_at = CASE WHEN n.starts THEN coalesce(d.started_at, now()) ELSE d.started_at END,
      finished_at = CASE WHEN n.state IN ('finished', 'cancelled') THEN coalesce(d.finished_at, now()) END
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS n (id uuid, state text, reason jsonb, "nextLookAt" timestamptz, starts boolean)
    WHERE d.id = n.id`
}

/** When the engine looks at it again by itself; no news for anybody. */
export async function lookAgain(tx: Transaction, deploymentId: string, at: Date | null): Promise<void> {
  await tx.$executeRaw`UPDATE deployments SET next_look_at = ${at} WHERE id = ${deploymentId}::uuid`
}

export type NewDeployment = {
  readonly id: string
  readonly organizationId: string
  readonly title: string
  readonly createdBy: string
  readonly createdByName: string
  readonly reason: string | null
  /** Null for going back: its devices are those of the deployment it goes back on. */
  readonly scope: object | null
  readonly growth: 'frozen' | 'growing'
  readonly startsAt: Date | null
  readonly window: object | null
  readonly forced: boolean
  readonly autoRollback: boolean
  readonly rollbackOf: string | null
}

/** A deployment whose preview is to be worked out; should the job for that get lost, the engine looks after it. */
export async function createDeploymentRow(tx: Transaction, fields: NewDeployment): Promise<void> {
  const { scope, window, ...plain } = fields
  await tx.deployment.create({
    data: {
      ...plain,
      kind: 'configuration',
      state: 'preparing',
      scope: (scope ?? {}) as Prisma.InputJsonObject,
      ...(window ? { window: window as Prisma.InputJsonObject } : {}),
      nextLookAt: new Date(Date.now() + 5_000),
    },
  })
}

export type DeploymentFields = {
  title?: string | undefined
  scope?: unknown
  growth?: string | undefined
  startsAt?: Date | null
  window?: unknown
  forced?: boolean | undefined
  autoRollback?: boolean | undefined
  reason?: string | undefined
  state?: DeploymentState
  prepared?: number
  total?: number
  previewHash?: string | null
  nextLookAt?: Date | null
}

/** Writes what was changed of a deployment, as its next version. */
export async function writeDeployment(tx: Transaction, id: string, fields: DeploymentFields): Promise<void> {
  const { scope, window, ...plain } = fields
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  await tx.deployment.update({
    where: { id },
    data: {
      ...given,
      ...(scope === undefined ? {} : { scope: scope as Prisma.InputJsonObject }),
      ...(window === undefined ? {} : { window: window === null ? Prisma.DbNull : (window as Prisma.InputJsonObject) }),
      version: { increment: 1 },
    },
  })
}
