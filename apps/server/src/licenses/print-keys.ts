import { Readable } from 'node:stream'
import type { LicenseKeyText } from '@maestro/contract'
import { showLicenseKey } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { inOrganization } from '../platform/in-organization.js'
import { unseal } from '../platform/keys.js'
import { Platform } from '../platform/platform.js'
import { LicenseKeyQueries, type SealedKey } from './license-keys.queries.js'
import { contextOfKey } from './make-key.js'

const PART = 500
const COLUMNS = 'key,scan,feature,units,state,order reference,customer\n'

/** Shows the text of keys again. That it was asked for is kept before the first one leaves. */
@Injectable()
export class PrintKeys {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly keys: LicenseKeyQueries,
  ) {}

  async one(caller: Caller, keyId: string): Promise<LicenseKeyText> {
    const key = await this.keys.sealed(caller.organizationId, keyId)
    if (!key) throw notFound()
    const shown = this.open(key)
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'license-key.printed',
      objectKind: 'license-key',
      objectId: keyId,
      objectName: key.hint,
    })
    return shown
  }

  /** The keys of an order as CSV, in the order in which they were made. */
  async order(caller: Caller, keyOrderId: string): Promise<Readable> {
    const first = await this.keys.sealedOfOrder(caller.organizationId, keyOrderId, null, PART)
    if (first.length === 0) throw notFound()
    const lines = first.map((key) => this.line(key))
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'license-keys.printed',
      objectKind: 'license-key-order',
      objectId: keyOrderId,
      objectName: first[0]?.featureKey ?? null,
    })
    return Readable.from(this.parts(caller, keyOrderId, lines, first.at(-1)?.id ?? null))
  }

  private async *parts(caller: Caller, keyOrderId: string, first: readonly string[], last: string | null) {
    yield COLUMNS + first.join('')
    let after = first.length === PART ? last : null
    while (after !== null) {
      const start = after
      // The stream is read when the request has left its organization behind.
      const keys = await inOrganization({ organizationId: caller.organizationId, actor: caller.actor }, () =>
        this.keys.sealedOfOrder(caller.organizationId, keyOrderId, start, PART),
      )
      yield keys.map((key) => this.line(key)).join('')
      after = keys.length === PART ? (keys.at(-1)?.id ?? null) : null
    }
  }

  private line(key: SealedKey): string {
    const { text, scan } = this.open(key)
    const cells = [
      formulaSafe(text),
      scan,
      key.featureKey,
      String(key.units),
      key.state,
      key.orderReference,
      key.customer,
    ]
    return `${cells.map(cell).join(',')}\n`
  }

  private open({ id, sealed, state }: SealedKey): LicenseKeyText {
    const { keyRing, publicUrl } = this.platform.settings
    const key = unsealed(() => unseal(keyRing, sealed, contextOfKey(id)))
    if (state === 'recorded') return { text: key, scan: null }
    const text = showLicenseKey(key)
    return { text, scan: `${publicUrl}/redeem#${text}` }
  }
}

function unsealed(open: () => string): string {
  try {
    return open()
  } catch {
    throw new Refused('license-key.unreadable')
  }
}

/** As `system.csv_safe`: a former vendor's key may look like a formula. */
function formulaSafe(text: string): string {
  return /^[=+\-@\t\r']/.test(text) ? `'${text}` : text
}

/** RFC 4180; what a spreadsheet would run as a formula has an apostrophe before it already, from the query. */
function cell(text: string | null): string {
  const shown = text ?? ''
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown
}
