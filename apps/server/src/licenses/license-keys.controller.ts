import { routes } from '@maestro/contract'
import { Controller, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { IssueKeys } from './issue-keys.js'
import { LicenseKeyGuesses } from './license-key-guesses.store.js'
import { PrintKeys } from './print-keys.js'
import { RecordVendorKeys } from './record-vendor-keys.js'
import { RedeemKey } from './redeem-key.js'
import { RevokeKey } from './revoke-key.js'
import { TellLifeOfKey } from './tell-life-of-key.js'

const { licenseKeys } = routes

@Controller()
export class LicenseKeysController {
  constructor(
    private readonly issueKeys: IssueKeys,
    private readonly printKeys: PrintKeys,
    private readonly revokeKey: RevokeKey,
    private readonly redeemKey: RedeemKey,
    private readonly recordKeys: RecordVendorKeys,
    private readonly tellLife: TellLifeOfKey,
    private readonly guesses: LicenseKeyGuesses,
  ) {}

  @Endpoint(licenseKeys.issueMany)
  issueMany(@By() caller: Caller, @Input() input: InputOf<typeof licenseKeys.issueMany>) {
    return this.issueKeys.run(caller, input)
  }

  @Endpoint(licenseKeys.orderText)
  async orderText(
    @By() caller: Caller,
    @Input() { params }: InputOf<typeof licenseKeys.orderText>,
    @Res() reply: FastifyReply,
  ) {
    const rows = await this.printKeys.order(caller, params.keyOrderId)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="licence-keys-${params.keyOrderId.slice(-8)}.csv"`)
      .header('cache-control', 'no-store')
      .send(rows)
  }

  @Endpoint(licenseKeys.life)
  life(@By() caller: Caller, @Input() { params }: InputOf<typeof licenseKeys.life>) {
    return this.tellLife.run(caller, params.keyId)
  }

  @Endpoint(licenseKeys.text)
  text(@By() caller: Caller, @Input() { params }: InputOf<typeof licenseKeys.text>) {
    return this.printKeys.one(caller, params.keyId)
  }

  @Endpoint(licenseKeys.revoke)
  revoke(@By() caller: Caller, @Input() input: InputOf<typeof licenseKeys.revoke>) {
    return this.revokeKey.run(caller, input)
  }

  @Endpoint(licenseKeys.redeem)
  redeem(@By() caller: Caller, @Input() { body }: InputOf<typeof licenseKeys.redeem>) {
    return this.guesses.during(caller, body.key, () => this.redeemKey.run(caller, body.key))
  }

  @Endpoint(licenseKeys.recordVendorKeys)
  recordVendorKeys(@By() caller: Caller, @Input() { body }: InputOf<typeof licenseKeys.recordVendorKeys>) {
    return this.recordKeys.run(caller, body)
  }
}
