import type { RouteResponse, routes } from '@maestro/contract'
import type { FileAction } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { MakeChanges } from './make-changes.js'
import { type PlannedFile, planned, type WantedFile } from './planned-file.js'

/** A file of thousands of things takes longer than a request of one. */
const TRANSACTION = { maxWait: 10_000, timeout: 300_000 } as const

/** Carries a plan out of a transaction of which nothing is to be kept. */
class Rehearsed extends Error {
  constructor(readonly plan: PlannedFile) {
    super('This was a rehearsal.')
  }
}

/** Plans what a file would change, and makes exactly the changes of a plan, all or none. */
@Injectable()
export class ApplyFile {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly changes: MakeChanges,
  ) {}

  /** Makes the changes and takes them back: whatever would be refused is refused now. */
  async plan(caller: Caller, wanted: WantedFile): Promise<RouteResponse<typeof routes.configurationFile.plan>> {
    try {
      return await this.transaction(async (tx) => {
        const plan = await planned(this.platform, tx, caller.organizationId, wanted)
        if (plan.actions.length > 0) await this.make(tx, caller, plan, undefined)
        throw new Rehearsed(plan)
      })
    } catch (error) {
      if (!(error instanceof Rehearsed)) throw error
      return { actions: error.plan.actions.map(showAction), hash: error.plan.hash }
    }
  }

  async apply(
    caller: Caller,
    wanted: WantedFile & { readonly hash: string; readonly reason?: string | undefined },
  ): Promise<RouteResponse<typeof routes.configurationFile.apply>> {
    const actions = await this.transaction(async (tx) => {
      const plan = await planned(this.platform, tx, caller.organizationId, wanted)
      if (plan.hash !== wanted.hash) throw new Refused('configuration.plan-outdated')
      if (plan.actions.length === 0) return plan.actions
      await this.make(tx, caller, plan, wanted.reason || undefined)
      await this.record(tx, caller, plan.actions, wanted)
      return plan.actions
    })
    return { actions: actions.map(showAction) }
  }

  private async make(tx: Transaction, caller: Caller, plan: PlannedFile, reason: string | undefined): Promise<void> {
    try {
      const faults = await this.changes.run(tx, caller, plan, reason)
      if (faults.length > 0) throw new Refused('configuration.file-refused', {}, faults)
    } catch (error) {
      // Somebody was faster than this transaction.
      if (error instanceof Refused && error.code === 'request.version-outdated')
        throw new Refused('configuration.plan-outdated')
      throw error
    }
  }

  /** Pages hear of it once it is kept, and of a rehearsal never. */
  private transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.platform.live.afterwards(() => this.platform.database.prisma.$transaction(work, TRANSACTION))
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    actions: readonly FileAction[],
    { prune, reason }: { readonly prune: boolean; readonly reason?: string | undefined },
  ): Promise<void> {
    const count = (kind: FileAction['kind']) => actions.filter((action) => action.kind === kind).length
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'configuration.applied-from-file',
      objectKind: 'organization',
      objectId: caller.organizationId,
      details: { created: count('create'), changed: count('update'), removed: count('delete'), prune },
      reason: reason || null,
    })
  }
}

function showAction({ kind, object, name, changes }: FileAction) {
  return { kind, object, name, changes: changes.map((change) => ({ ...change })) }
}
