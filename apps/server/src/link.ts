import 'reflect-metadata'
import { platformHandover } from './device-link/platform-handover.js'
import { createLink } from './link-application.js'
import { closeOnSignal, openProcess, startOrExplain } from './platform/process.js'

startOrExplain(async () => {
  const process = openProcess('link')
  const { environment } = process.platform.settings
  const application = await createLink(process.platform, platformHandover(process.platform))
  const host = isWildcard(environment.MAESTRO_HOST) ? environment.MAESTRO_HOST : '127.0.0.1'
  await application.http.listen(environment.MAESTRO_LINK_PORT, host)
  closeOnSignal(async () => {
    await application.close()
    await process.close()
  })
})

/** In a container every address; on one machine nobody but the front door needs the link. */
function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
