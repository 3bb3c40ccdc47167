import { runCommand } from './refusal.js'
import { inRepository } from './repository.js'
import { consoleRole, serverRoles } from './supervisor/definitions.js'
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
  await supervise(readSettings(process.env), (settings, environment) => [
    buildRole(),
    ...serverRoles(settings, 'watched', { ...environment, NODE_ENV: 'development' }),
    consoleRole(settings, 'watched', inRepository('apps/console')),
  ])
  return 0
})
