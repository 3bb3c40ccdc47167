import { isJsonObject } from '@maestro/domain'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyInstance } from 'fastify'
import { Audit } from './audit/audit.js'
import { openDocument } from './configuration/secrets.js'
import { answerProblem, DeviceProblemFilter } from './device-link/device-problem.js'
import type { LinkHandover } from './device-link/handover.js'
import { deriveLinkKeys } from './device-link/link-keys.js'
import { serverPassword } from './device-link/server-identity.js'
import { type RunningLink, startLink } from './device-link/start-link.js'
import { enrollmentDoor } from './enrollment/enrollment-door.js'
import { UsedAssertions } from './enrollment/used-assertions.js'
import { licenseKeysDoor } from './license-files/license-keys-door.js'
import { createHttpApplication } from './platform/http/http-application.js'
import type { Platform } from './platform/platform.js'
import { PlatformModule } from './platform/platform.module.js'
import { deriveKeyOf, lookupHashOf, type Settings } from './platform/settings.js'

export type LinkApplication = {
  readonly http: NestFastifyApplication
  readonly link: RunningLink
  close(): Promise<void>
}

/** The devices' door with everything behind it; MQTT over TCP listens already, HTTP is ready to. */
export async function createLink(platform: Platform, handover: LinkHandover): Promise<LinkApplication> {
  const { settings, database, log } = platform
  const derive = deriveKeyOf(settings)
  const keys = await deriveLinkKeys(derive)
  // On one machine the front door stands before the link, and says who asks.
  const module = PlatformModule.of(platform, { doors: false })
  const http = await createHttpApplication(module, platform, 'loopback', answerProblem)
  http.useGlobalFilters(new DeviceProblemFilter())
  const fastify = http.getHttpAdapter().getInstance() as unknown as FastifyInstance
  const { MAESTRO_MQTT_HOST: host, MAESTRO_MQTT_PORT: port, MQTT_URL, REDIS_URL } = settings.environment
  const issuer = settings.publicUrl
  const link = await startLink(fastify, {
    database,
    handover,
    open: (deviceId, document) => openDocument(settings.keyRing, deviceId, isJsonObject(document) ? document : {}),
    log,
    keys,
    issuer,
    serverPassword: serverPassword(derive),
    ...(settings.embeddedBroker ? { tcp: { host, port } } : { mqttUrl: MQTT_URL }),
    redisUrl: REDIS_URL,
  })
  platform.readiness.need('the broker (MQTT_URL)', () => link.isReady())
  const lookupHash = lookupHashOf(settings)
  const shared = { database, tokens: link.tokens, keys, issuer, lookupHash }
  const brokerUrls = brokerUrlsOf(settings)
  await fastify.register(
    enrollmentDoor({
      ...shared,
      audit: new Audit(platform),
      brokerUrls,
      used: new UsedAssertions(),
      licensed: handover.licensed,
    }),
  )
  await fastify.register(licenseKeysDoor(platform))
  return {
    http,
    link,
    close: async () => {
      const closed = http.close()
      await link.close()
      // Connections that a device holds open would hold up the end for as long as they like.
      fastify.server.closeAllConnections()
      await closed
    },
  }
}

/** Where devices reach the broker: WebSocket at the public origin; on one machine also TCP. */
export function brokerUrlsOf({ publicUrl, environment }: Settings): readonly string[] {
  if (environment.MQTT_URL) {
    const url = new URL(environment.MQTT_URL)
    url.username = ''
    url.password = ''
    return [url.href]
  }
  const webSocket = `${publicUrl.replace(/^http/, 'ws')}/mqtt`
  const { hostname } = new URL(publicUrl)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return isLocal ? [webSocket, `mqtt://${hostname}:${environment.MAESTRO_MQTT_PORT}`] : [webSocket]
}
