import type { LicenseSigningKey } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { showSigningKey } from './license-file.view.js'
import { newSigningKey } from './signing-key.js'
import { addSigningKey, findCurrentKey, listSigningKeys, type SigningKeyRow } from './signing-keys.store.js'

/** The keys of licence files are the operator's: whoever has one can license what they like. */
@Injectable()
export class RotateSigningKey {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async list(caller: Caller): Promise<{ items: LicenseSigningKey[] }> {
    return this.platform.transaction(async (tx) => {
      await onlyOperator(tx, caller)
      return { items: (await listSigningKeys(tx)).map(showSigningKey) }
    })
  }

  /** From now on files are signed with a new key. What was signed before stays valid: its key stays published. */
  async run(caller: Caller): Promise<LicenseSigningKey> {
    const key = await newSigningKey(this.platform.settings.keyRing)
    return this.platform.transaction(async (tx) => {
      await onlyOperator(tx, caller)
      const former = await findCurrentKey(tx)
      const current = await addSigningKey(tx, key, former?.id ?? null)
      if (current !== key.id) throw new Refused('license-signing-key.rotated-meanwhile')
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        action: 'license-signing-key.rotated',
        objectKind: 'license-signing-key',
        objectName: key.id,
        before: { keyId: former?.id ?? null },
        after: { keyId: key.id },
      })
      return showSigningKey(rowOf(await listSigningKeys(tx), key.id))
    })
  }
}

async function onlyOperator(tx: Transaction, { organizationId }: Caller): Promise<void> {
  const { kind } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  if (kind !== 'operator') throw new Refused('license-signing-key.only-operator')
}

function rowOf(rows: readonly SigningKeyRow[], id: string): SigningKeyRow {
  const row = rows.find((one) => one.id === id)
  if (!row) throw new Error(`The signing key ${id} was just written, and is not there.`)
  return row
}
