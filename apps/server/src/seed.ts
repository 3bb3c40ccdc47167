import 'reflect-metadata'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NestFactory } from '@nestjs/core'
import { ApiModule } from './api.module.js'
import { buildDemo } from './demo/demo.js'
import { CreateDevice } from './devices/create-device.js'
import { IssueClaimCode } from './devices/issue-claim-code.js'
import { ActivateLicense } from './licenses/activate-license.js'
import { IssueKey } from './licenses/issue-key.js'
import { Accounts } from './people/accounts.js'
import { Identities } from './platform/access/identities.js'
import { openProcess, startOrExplain } from './platform/process.js'

/** Fills an empty installation with the demo. The sign-ins are written last: they say that it is whole. */
startOrExplain(async () => {
  const running = openProcess('api')
  const { platform } = running
  const application = await NestFactory.createApplicationContext(ApiModule.of(platform), {
    logger: ['error'],
    abortOnError: false,
  })
  const demo = await buildDemo({
    platform,
    accounts: application.get(Accounts, { strict: false }),
    issueKey: application.get(IssueKey, { strict: false }),
    verbs: {
      createDevice: application.get(CreateDevice, { strict: false }),
      issueClaimCode: application.get(IssueClaimCode, { strict: false }),
      activateLicense: application.get(ActivateLicense, { strict: false }),
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
