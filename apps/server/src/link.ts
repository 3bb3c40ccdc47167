import 'reflect-metadata'
import { platformHandover } from './device-link/platform-handover.js'
import { createLink } from './link-application.js'
import { closeOnSignal, openProcess, startOrExplain } from './platform/process.js'

startOrExplain(async () => {
  const process = openProcess('link')
  const { environment } = process.platform.settings
  const application = await createLink(process.platform, platformHandover(process.platform))
  await application.http.listen(environment.MAESTRO_LINK_PORT, new URL(process.platform.settings.linkUrl).hostname)
  closeOnSignal(async () => {
    await application.close()
    await process.close()
  })
})
