import 'reflect-metadata'
import { openLinkChannel } from './device-link/link-channel.js'
import { serverPassword } from './device-link/server-identity.js'
import { allHandlers } from './jobs.js'
import { createHttpApplication } from './platform/http/http-application.js'
import { ProblemFilter } from './platform/http/problem.filter.js'
import { JobRunner } from './platform/jobs/runner.js'
import { deriveKey } from './platform/keys.js'
import { PlatformModule } from './platform/platform.module.js'
import { closeOnSignal, openProcess, startOrExplain } from './platform/process.js'

startOrExplain(async () => {
  const process = openProcess('worker')
  const { platform, store } = process
  const { settings } = platform
  const application = await createHttpApplication(PlatformModule.of(platform, { doors: false }), platform)
  application.useGlobalFilters(new ProblemFilter())
  const channel = await openLinkChannel({
    url: settings.mqttUrl,
    ...(settings.embeddedBroker ? { password: serverPassword((purpose) => deriveKey(settings.keyRing, purpose)) } : {}),
    log: platform.log,
  })
  platform.readiness.need('the broker (MQTT_URL)', () => channel.isConnected())
  const runner = new JobRunner(store, platform.jobs, allHandlers(platform, channel), platform.log)
  await runner.start()
  await application.listen(settings.environment.MAESTRO_WORKER_PORT, settings.environment.MAESTRO_HOST)
  closeOnSignal(async () => {
    await runner.close()
    await channel.close()
    await application.close()
    await process.close()
  })
})
