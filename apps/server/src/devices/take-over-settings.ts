import { Injectable } from '@nestjs/common'
import { ChangeOwnLayers } from '../configuration/change-own-layers.js'
import { loadDeviceFacts } from '../configuration/device-facts.queries.js'
import { ReleaseConfiguration } from '../configuration/release-configuration.js'
import { changesShown, type ShownChange } from '../configuration/resolve-configuration.js'
import { openValues } from '../configuration/secrets.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'

export type SettingsTaken = {
  readonly taken: string[]
  readonly leftOut: string[]
  /** What becomes different on the device that takes over, whichever layer or licence it comes from. */
  readonly changes: readonly ShownChange[]
}

/** A device that takes the place of another gets its own values and the layers that were released to it. */
@Injectable()
export class TakeOverSettings {
  constructor(
    private readonly platform: Platform,
    private readonly layers: ChangeOwnLayers,
    private readonly release: ReleaseConfiguration,
  ) {}

  /** Values that the other cannot have are left out, by model, licence or lock. Secrets are sealed anew. */
  async run(tx: Transaction, caller: Caller, fromId: string, toId: string): Promise<SettingsTaken> {
    const { organizationId, actor } = caller
    const facts = await loadDeviceFacts(tx, organizationId, [fromId, toId])
    const [from, to] = [fromId, toId].map((id) => facts.find((device) => device.id === id))
    if (!from || !to) throw new Error('Both devices have to be there.')
    const values = openValues(this.platform.settings.keyRing, fromId, from.own)
    const judged = await this.layers.judge(tx, organizationId, [{ deviceId: toId, changes: values }])
    const wrong = new Set(judged.get(toId)?.errors.map(({ key }) => key))
    const taken = Object.fromEntries(Object.entries(values).filter(([key]) => !wrong.has(key)))
    const keys = Object.keys(taken).sort()
    const wishes = [{ deviceId: toId, changes: taken }]
    const before = await this.release.valuesOf(tx, organizationId, toId)
    await this.layers.save(tx, { organizationId, actor, reason: null }, wishes)
    await this.pin(tx, organizationId, toId, from.released?.stackId ?? to.released?.stackId ?? null)
    const changes = changesShown(before, await this.release.valuesOf(tx, organizationId, toId))
    return { taken: keys, leftOut: [...wrong].sort(), changes }
  }

  /** What was released to the other one, as far as this one is in the reach of it. */
  private async pin(tx: Transaction, organizationId: string, deviceId: string, stackId: string | null): Promise<void> {
    const wish = { deviceId, stackId, deploymentId: null }
    const outcome = (await this.release.releaseStacks(tx, organizationId, [wish])).get(deviceId)
    if (outcome && 'refused' in outcome) await this.release.releaseOwn(tx, organizationId, deviceId, null)
  }
}
