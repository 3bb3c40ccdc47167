import { createRequire } from 'node:module'
import { openApiDocument } from '@maestro/contract'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import apiReference from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { ApiModule } from './api.module.js'
import { Audit } from './audit/audit.js'
import { licenseKeysDoor } from './license-files/license-keys-door.js'
import { mountAuthentication } from './people/mount-authentication.js'
import { SignIn } from './people/sign-in.js'
import { Identities } from './platform/access/identities.js'
import { serveFrontDoor } from './platform/http/front-door.js'
import { createHttpApplication } from './platform/http/http-application.js'
import { signCursorsWith } from './platform/http/page.js'
import { ProblemFilter } from './platform/http/problem.filter.js'
import { secure } from './platform/http/security.js'
import { deriveKey } from './platform/keys.js'
import type { Platform } from './platform/platform.js'

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

/** The people's door with everything behind it, ready to listen. */
export async function createApi(
  platform: Platform,
  options: { readonly frontDoor: boolean } = { frontDoor: true },
): Promise<NestFastifyApplication> {
  const application = await createHttpApplication(ApiModule.of(platform), platform)
  const fastify = application.getHttpAdapter().getInstance() as unknown as FastifyInstance
  await secure(fastify, platform.settings)
  signCursorsWith(deriveKey(platform.settings.keyRing, 'cursors'))
  const identities = application.get(Identities)
  const audit = application.get(Audit)
  await mountAuthentication(fastify, application.get(SignIn).authentication, identities, platform.settings)
  const refused = new ProblemFilter((caller, code, request) => {
    const entry = {
      actor: caller.actor,
      actorName: caller.name,
      grantId: caller.grantId,
      action: 'access.refused',
      outcome: 'refused',
      objectKind: 'route',
      objectName: `${request.method} ${request.routeOptions.url ?? ''}`,
      details: { code },
      address: caller.address,
      requestId: caller.requestId,
    } as const
    audit
      .recordAlone(caller.organizationId, entry)
      .catch((error: unknown) => platform.log.error({ err: error }, 'audit failed'))
  })
  application.useGlobalFilters(refused)
  // Made when somebody first asks for it: no start waits for that.
  let made: ReturnType<typeof openApiDocument> | undefined
  const document = () => (made ??= openApiDocument(version))
  fastify.get('/api/openapi.json', async () => document())
  await fastify.register(
    apiReference as never,
    {
      routePrefix: '/api/reference',
      configuration: {
        content: document,
        theme: 'none',
        hideClientButton: true,
        telemetry: false,
        withDefaultFonts: false,
        showToolbar: 'never',
      },
    } as never,
  )
  await fastify.register(licenseKeysDoor(platform))
  if (options.frontDoor) await serveFrontDoor(fastify, platform.settings)
  fastify.addHook('preClose', async () => platform.live.sendAway())
  fastify.addHook('onClose', () => identities.close())
  return application
}
