import { runCommand } from './refusal.js'
import { prepareConsole } from './supervisor/console-files.js'
import { consoleRole, serverRoles } from './supervisor/definitions.js'
import { readSettings } from './supervisor/settings.js'
import { supervise } from './supervisor/supervise.js'

await runCommand(async () => {
  await supervise(readSettings(process.env), (settings, environment) => [
    ...serverRoles(settings, 'built', environment),
    consoleRole(settings, 'built', prepareConsole()),
  ])
  return 0
})
