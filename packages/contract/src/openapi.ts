import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { routes } from './console/routes.js'
import { problem } from './problems/problem.js'
import type { RouteShape } from './route.js'

export type OpenApiDocument = ReturnType<typeof createDocument>

/** The OpenAPI 3.1 document of the people's door, made from the same routes that the server answers. */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {}
  for (const [noun, group] of Object.entries(routes)) {
    for (const [verb, shape] of Object.entries<RouteShape>(group)) {
      const path = `/api/v1${shape.path}`
      paths[path] = { ...paths[path], [shape.method.toLowerCase()]: operation(`${noun}.${verb}`, shape) }
    }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Maestro API',
      version,
      description:
        'Fleet management for video-conference room systems. Sign in with a session cookie or send an API token as a bearer token. Every refusal is `application/problem+json` with a stable `code`; `detail` follows `Accept-Language` (en, de).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ token: [] }, { session: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token of the organization' },
        session: { type: 'apiKey', in: 'cookie', name: 'maestro.session_token' },
      },
    },
    paths,
  })
}

function operation(operationId: string, shape: RouteShape): ZodOpenApiOperationObject {
  const header = requestHeaders(shape)
  return {
    operationId,
    tags: [shape.tag],
    summary: shape.summary,
    description: `Needs: ${shape.access}.`,
    requestParams: {
      ...(shape.params ? { path: shape.params } : {}),
      ...(shape.query ? { query: shape.query } : {}),
      ...(header ? { header } : {}),
    },
    ...(shape.body ? { requestBody: { required: true, content: { 'application/json': { schema: shape.body } } } } : {}),
    responses: {
      [String(successStatus(shape))]: successResponse(shape),
      default: {
        description: 'A refusal, with the reason',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  }
}

/** 204 without an answer's shape, else what the route says. */
export function successStatus(shape: RouteShape): 200 | 201 | 202 | 204 {
  return shape.status ?? (shape.response || shape.media ? 200 : 204)
}

function successResponse(shape: RouteShape) {
  if (shape.media) return { description: 'A stream', content: { [shape.media]: { schema: z.string() } } }
  if (!shape.response) return { description: 'Done' }
  return { description: 'The answer', content: { 'application/json': { schema: shape.response } } }
}

function requestHeaders(shape: RouteShape): z.ZodObject | undefined {
  const ifMatch = shape.ifMatch
    ? { 'If-Match': z.string().max(100).meta({ description: 'ETag of the version that is changed' }) }
    : {}
  const idempotency =
    shape.method === 'POST'
      ? {
          'Idempotency-Key': z
            .string()
            .max(200)
            .optional()
            .meta({ description: 'Makes a repeat harmless for 24 hours' }),
        }
      : {}
  const fields = { ...ifMatch, ...idempotency }
  return Object.keys(fields).length > 0 ? z.object(fields) : undefined
}
