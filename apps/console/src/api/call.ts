import type {
  assignmentRoutes,
  auditRoutes,
  catalogueRoutes,
  configurationRoutes,
  customerLicenseRoutes,
  customerRoutes,
  deploymentRoutes,
  deviceMoveRoutes,
  deviceReplacementRoutes,
  deviceRoutes,
  driftRoutes,
  freezePeriodRoutes,
  groupRoutes,
  licenseBatchRoutes,
  licenseFileRoutes,
  licenseKeyRoutes,
  licensePoolRoutes,
  licenseRoutes,
  licenseRuleRoutes,
  licenseTermRoutes,
  licenseTransferRoutes,
  locationRoutes,
  meRoutes,
  organizationRoutes,
  peopleRoutes,
  profileRoutes,
  RouteRequest,
  RouteResponse,
  RouteShape,
  roomRoutes,
  tokenRoutes,
} from '@maestro/contract'
import { problemFrom, unreachable } from './problem'

type Groups = [
  typeof assignmentRoutes,
  typeof auditRoutes,
  typeof catalogueRoutes,
  typeof configurationRoutes,
  typeof customerLicenseRoutes,
  typeof customerRoutes,
  typeof deploymentRoutes,
  typeof deviceMoveRoutes,
  typeof deviceReplacementRoutes,
  typeof deviceRoutes,
  typeof driftRoutes,
  typeof freezePeriodRoutes,
  typeof groupRoutes,
  typeof licenseKeyRoutes,
  typeof licensePoolRoutes,
  typeof licenseBatchRoutes,
  typeof licenseFileRoutes,
  typeof licenseRoutes,
  typeof licenseRuleRoutes,
  typeof licenseTermRoutes,
  typeof licenseTransferRoutes,
  typeof locationRoutes,
  typeof meRoutes,
  typeof organizationRoutes,
  typeof peopleRoutes,
  typeof profileRoutes,
  typeof roomRoutes,
  typeof tokenRoutes,
]
type RoutesOf<Group> = Group extends unknown ? Group[keyof Group] : never
type AnyRoute = Extract<RoutesOf<Groups[number]>, RouteShape>
type AddressOf<R> = R extends RouteShape ? `${R['method']} ${R['path']}` : never

/** Method and path as the contract declares them. Only types come from the contract: its schemas stay out of the browser. */
export type Address = AddressOf<AnyRoute>
export type RouteAt<A extends Address> = Extract<
  A extends `${infer M} ${infer P}` ? Extract<AnyRoute, { method: M; path: P }> : never,
  RouteShape
>
export type Answer<A extends Address> = RouteResponse<RouteAt<A>>

type Given<K extends string, Value> = [Value] extends [undefined]
  ? { readonly [P in K]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [P in K]?: Value }
    : { readonly [P in K]: Value }
export type Input<A extends Address> = Given<'params', RouteRequest<RouteAt<A>>['params']> &
  Given<'query', RouteRequest<RouteAt<A>>['query']> &
  Given<'body', RouteRequest<RouteAt<A>>['body']> & {
    /** The version that the change starts from; sent as If-Match. */
    readonly version?: number
    readonly signal?: AbortSignal
  }

interface LooseInput {
  params?: Record<string, unknown> | undefined
  query?: Record<string, unknown> | undefined
  body?: unknown
  version?: number
  signal?: AbortSignal
}

export function urlOf(path: string, input: LooseInput): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return `/api/v1${filled}${text ? `?${text}` : ''}`
}

function headersFor(method: string, input: LooseInput): Headers {
  const headers = new Headers({ accept: 'application/json', 'accept-language': document.documentElement.lang })
  if (input.body !== undefined) headers.set('content-type', 'application/json')
  if (method === 'POST') headers.set('idempotency-key', crypto.randomUUID())
  if (input.version !== undefined) headers.set('if-match', `"${input.version}"`)
  return headers
}

/** Calls one route of the people's API. Rejects with a Problem, and only with a Problem. */
export async function call<A extends Address>(address: A, input: Input<A>): Promise<Answer<A>> {
  const [method = 'GET', path = ''] = address.split(' ')
  const loose = input as LooseInput
  const response = await fetch(urlOf(path, loose), {
    method,
    headers: headersFor(method, loose),
    ...(loose.body !== undefined && { body: JSON.stringify(loose.body) }),
    ...(loose.signal && { signal: loose.signal }),
  }).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : unreachable()
  })
  if (!response.ok) throw await problemFrom(response)
  return (response.status === 204 ? undefined : await response.json()) as Answer<A>
}
