import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { endGroup } from '../process/end-group.js'
import { identityOf } from '../process/identity.js'
import { inRepository } from '../repository.js'
import { testEnvironment } from '../testing/run-program.js'

export interface PretendFleet {
  readonly server: string
  readonly organizationId: string
  readonly token: string
  readonly devices: number
  readonly applyDelay: string
}

/** Starts the simulator, which makes its devices through the public API. Answers how to stop it. */
export function startPretendFleet(fleet: PretendFleet): () => Promise<void> {
  const owned = ['--api-token', fleet.token, '--organization', fleet.organizationId, '--model', 'gtm-5250']
  const how = ['--devices', String(fleet.devices), '--apply-delay', fleet.applyDelay]
  const program = inRepository('apps/simulator/dist/main.js')
  const child = spawn(process.execPath, [program, '--server', fleet.server, ...owned, ...how], {
    env: testEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const identity = child.pid === undefined ? undefined : identityOf(child.pid)
  return async () => {
    if (identity) await endGroup(identity, 10_000)
    await ended
  }
}
