import 'reflect-metadata'
import { parseArgs } from 'node:util'
import { isOrganizationKind } from '@maestro/domain'
import { NestFactory } from '@nestjs/core'
import { ApiModule } from './api.module.js'
import { FoundWithOwner } from './people/found-with-owner.js'
import { Identities } from './platform/access/identities.js'
import { openProcess, startOrExplain } from './platform/process.js'

const usage = `found.js --kind operator|partner|customer --name "Organization" --owner-name "Person" --owner-email person@example.org
         [--language en|de] [--time-zone Europe/Berlin]`

const text = { type: 'string' } as const

function readFounding(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: { kind: text, name: text, 'owner-name': text, 'owner-email': text, language: text, 'time-zone': text },
  })
  const { kind, name, 'owner-name': ownerName, 'owner-email': email } = values
  if (!(kind && isOrganizationKind(kind) && name && ownerName && email?.includes('@'))) throw new Error(usage)
  const language: 'en' | 'de' = values.language === 'de' ? 'de' : 'en'
  const timeZone = values['time-zone'] ?? 'Europe/Berlin'
  return { kind, name, language, timeZone, owner: { name: ownerName, email } }
}

/** The first organization of an installation, and its owner's first password: printed once, kept nowhere. */
startOrExplain(async () => {
  const founding = readFounding(process.argv.slice(2))
  const running = openProcess('api')
  const application = await NestFactory.createApplicationContext(ApiModule.of(running.platform), {
    logger: ['error'],
    abortOnError: false,
  })
  const { email, password } = await application.get(FoundWithOwner, { strict: false }).run(founding)
  await application.get(Identities).close()
  await application.close()
  await running.close()
  process.stdout.write(
    `${founding.name} is founded. Sign in at ${running.platform.settings.publicUrl} as ${email} ` +
      `with ${password === null ? 'the password you have' : `the password ${password}`}\n`,
  )
  process.exit(0)
})
