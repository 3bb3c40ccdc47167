import type { routes } from '@maestro/contract'
import { applyChanges, changesMade } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { refuseWithoutApproval } from '../deployments/approvers.queries.js'
import { DeploymentsOfDevices } from '../deployments/deployments-of-devices.js'
import { PlanDeployment, type PlannedDeployment } from '../deployments/plan-deployment.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { loadConfigured, loadDeviceLayer, saveDeviceLayer } from './configuration.store.js'
import { loadLayersBelow } from './layers-below.js'
import { PreviewChange } from './preview-change.js'
import { assertChanges } from './refuse-changes.js'
import { ReleaseConfiguration } from './release-configuration.js'
import { hideSecret, shown } from './secrets.js'

/** Saves values in a device's own layer and plans to make them true, both or neither. */
@Injectable()
export class ChangeConfiguration {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly plan: PlanDeployment,
    private readonly previews: PreviewChange,
    private readonly ofDevices: DeploymentsOfDevices,
    private readonly release: ReleaseConfiguration,
  ) {}

  async run(
    caller: Caller,
    input: InputOf<typeof routes.configuration.change>,
  ): Promise<{ deploymentId: string; targetId: string; version: number }> {
    const { params } = input
    try {
      const planned = await this.platform.transaction((tx) => this.save(tx, caller, input))
      await this.plan.announce(planned)
      return { deploymentId: planned.deploymentId, targetId: planned.targetId, version: planned.desiredVersion }
    } catch (error) {
      if (error instanceof Refused && error.fields.length > 0) {
        await this.previews.recordRefusal(
          caller,
          await loadConfigured(this.platform.database.prisma, params.deviceId, false),
          error,
        )
      }
      throw error
    }
  }

  private async save(
    tx: Parameters<typeof loadConfigured>[0],
    caller: Caller,
    { params, body, ifMatch }: InputOf<typeof routes.configuration.change>,
  ): Promise<PlannedDeployment> {
    const { keyRing } = this.platform.settings
    await refuseWithoutApproval(tx, caller.organizationId)
    await this.ofDevices.hold(tx, params.deviceId)
    const device = await loadConfigured(tx, params.deviceId, true)
    const layer = await loadDeviceLayer(tx, keyRing, device.id)
    requireVersion(layer.version, ifMatch)
    const { organizationId } = caller
    const wish = { device, own: layer.values, asked: body.values }
    const below = await loadLayersBelow(this.platform, tx, organizationId, wish)
    assertChanges(caller, device, { values: layer.values, below })
    const values = applyChanges(layer.values, below.changes)
    const differences = changesMade(layer.values, below.changes)
    if (differences.length === 0) throw new Refused('configuration.nothing-changes')
    const changes = differences.map(({ key, before, after }) => ({
      key,
      before: shown(hideSecret(key, before)),
      after: shown(hideSecret(key, after)),
    }))
    const reason = body.reason || null
    await saveDeviceLayer(tx, keyRing, {
      organizationId,
      deviceId: device.id,
      version: layer.version + 1,
      values,
      changedBy: caller.actor,
      reason,
    })
    const deploymentId = this.plan.newId()
    const desiredVersion = await this.release.releaseOwn(tx, organizationId, device.id, deploymentId)
    await this.audit.record(tx, organizationId, {
      ...actorOf(caller),
      action: 'configuration.changed',
      objectKind: 'device',
      objectId: device.id,
      objectName: device.name,
      deviceId: device.id,
      roomId: device.roomId,
      before: Object.fromEntries(changes.map(({ key, before }) => [key, before])),
      after: Object.fromEntries(changes.map(({ key, after }) => [key, after])),
      reason,
    })
    return this.plan.forDevice(tx, caller, {
      deploymentId,
      device,
      changes,
      desiredVersion,
      restart: differences.some(({ restart }) => restart),
      reason,
    })
  }
}
