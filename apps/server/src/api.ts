import 'reflect-metadata'
import { createApi } from './api-application.js'
import { closeOnSignal, openProcess, startOrExplain } from './platform/process.js'

startOrExplain(async () => {
  const process = openProcess('api')
  const { environment } = process.platform.settings
  const application = await createApi(process.platform)
  await process.platform.live.listen()
  await application.listen(environment.MAESTRO_PORT, environment.MAESTRO_HOST)
  closeOnSignal(async () => {
    await application.close()
    await process.close()
  })
})
