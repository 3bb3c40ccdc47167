import 'reflect-metadata'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NestFactory } from '@nestjs/core'
import { ApiModule } from './api.module.js'
import { Audit } from './audit/audit.js'
import { ResolveConfiguration } from './configuration/resolve-configuration.js'
import { buildDemo } from './demo/demo.js'
import { CreateDeployment } from './deployments/create-deployment.js'
import { PrepareDeployment } from './deployments/prepare-deployment.js'
import { StartDeployment } from './deployments/start-deployment.js'
import { StartNow } from './deployments/start-now.js'
import { CreateDevice } from './devices/create-device.js'
import { IssueClaimCode } from './devices/issue-claim-code.js'
import { ActivateLicense } from './licenses/activate-license.js'
import { CreatePool } from './licenses/create-pool.js'
import { IssueKey } from './licenses/issue-key.js'
import { MoveUnits } from './licenses/move-units.js'
import { RecordVendorKeys } from './licenses/record-vendor-keys.js'
import { Accounts } from './people/accounts.js'
import { Identities } from './platform/access/identities.js'
import { openProcess, startOrExplain } from './platform/process.js'
import { AssignProfile } from './profiles/assign-profile.js'
import { CreateProfile } from './profiles/create-profile.js'

/** Fills an empty installation with the demo. The sign-ins are written last: they say that it is whole. */
startOrExplain(async () => {
  const running = openProcess('api')
  const { platform } = running
  const application = await NestFactory.createApplicationContext(ApiModule.of(platform), {
    logger: ['error'],
    abortOnError: false,
  })
  const the = <T>(verb: new (...parts: never[]) => T): T => application.get(verb, { strict: false })
  const demo = await buildDemo({
    platform,
    accounts: the(Accounts),
    verbs: {
      createDevice: the(CreateDevice),
      issueClaimCode: the(IssueClaimCode),
      activateLicense: the(ActivateLicense),
      createPool: the(CreatePool),
      moveUnits: the(MoveUnits),
      issueKey: the(IssueKey),
      recordVendorKeys: the(RecordVendorKeys),
      createProfile: the(CreateProfile),
      assignProfile: the(AssignProfile),
      createDeployment: the(CreateDeployment),
      // Only the worker has it otherwise.
      prepareDeployment: new PrepareDeployment(platform, the(Audit), the(ResolveConfiguration), the(StartDeployment)),
      startNow: the(StartNow),
    },
  })
  const folder = platform.settings.environment.MAESTRO_DATA
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  write('fleet.json', demo.fleet)
  write('demo.json', { licenseKeys: demo.licenseKeys })
  write('sign-ins.json', demo.signIns)
  await application.get(Identities).close()
  await application.close()
  await running.close()
  process.exit(0)
})
