import { runCommand } from './refusal.js'
import { inRepository } from './repository.js'
import { apiRole, consoleRole, linkRole, workerRole } from './supervisor/definitions.js'
import type { RoleDefinition } from './supervisor/role.js'
import { readSettings } from './supervisor/settings.js'
import { supervise } from './supervisor/supervise.js'

/** Builds again whatever changes; the roles watch what it writes. */
function buildRole(): RoleDefinition {
  const turbo = inRepository('node_modules/turbo/bin/turbo')
  return {
    name: 'build',
    command: [turbo, 'watch', 'build', '--filter=@maestro/server', '--filter=@maestro/simulator'],
    environment: process.env,
    workingFolder: inRepository(),
  }
}

await runCommand(async () => {
  await supervise(readSettings(process.env), (settings, environment) => {
    const development = { ...environment, NODE_ENV: 'development' }
    const link = linkRole(settings, 'watched', development)
    return [
      [buildRole(), link, consoleRole(settings, 'watched', inRepository('apps/console'))],
      [workerRole(settings, 'watched', development), apiRole(settings, 'watched', development)],
    ]
  })
  return 0
})
