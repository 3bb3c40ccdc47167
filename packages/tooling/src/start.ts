import { runCommand } from './refusal.js'
import { prepareConsole } from './supervisor/console-files.js'
import { apiRole, consoleRole, linkRole, workerRole } from './supervisor/definitions.js'
import { readSettings } from './supervisor/settings.js'
import { supervise } from './supervisor/supervise.js'

await runCommand(async () => {
  await supervise(readSettings(process.env), (settings, environment) => [
    [linkRole(settings, 'built', environment), consoleRole(settings, 'built', prepareConsole())],
    [workerRole(settings, 'built', environment), apiRole(settings, 'built', environment)],
  ])
  return 0
})
