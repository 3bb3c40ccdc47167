import type { Language, Right } from '@maestro/domain'
import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'

/** Who is asking, as the sign-in knows them: nothing of it depends on an organization. */
export type Identity = {
  readonly kind: 'person' | 'token'
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly sessionId: string | null
  /** Tokens belong to one organization and carry their rights. */
  readonly token: { readonly organizationId: string; readonly scopes: readonly string[] } | null
}

/** Who is asking, and what they may do in the organization of the request. */
export type Caller = {
  readonly identity: Identity
  /** `person:<id>` or `token:<id>` */
  readonly actor: string
  readonly name: string
  readonly language: Language
  readonly organizationId: string
  readonly rights: readonly Right[]
  readonly role: string
  readonly grantId: string | null
  readonly partnerId: string | null
  readonly address: string
  readonly requestId: string
}

/** What the door found out about a request before its handler runs. */
export type RequestFacts = {
  language: Language
  identity?: Identity
  caller?: Caller
  input?: unknown
  etag?: string
}

const facts = new WeakMap<object, RequestFacts>()

/** Nest hands over the raw or the Fastify request depending on where it asks; both find the same facts. */
export function factsOf(request: FastifyRequest): RequestFacts {
  const known = facts.get(request)
  if (known) return known
  const fresh: RequestFacts = { language: languageOf(request.headers['accept-language']) }
  facts.set(request, fresh)
  return fresh
}

/** English unless German is preferred to it (RFC 9110 section 12.5.4). */
export function languageOf(header: string | undefined): Language {
  const wanted = new Negotiator({ headers: { 'accept-language': header ?? 'en' } }).language(['en', 'de'])
  return wanted === 'de' ? 'de' : 'en'
}
