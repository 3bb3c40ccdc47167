import '@fastify/cookie'
import type { FastifyRequest } from 'fastify'

export const SESSION_COOKIE = 'maestro.session_token'

export type Credential = { readonly kind: 'token' | 'session'; readonly secret: string }

/** What makes the caller known, and nothing that stands beside it: an API token (RFC 6750), or else the session. */
export function credentialOf(request: FastifyRequest): Credential | undefined {
  const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token) return { kind: 'token', secret: token }
  const cookie = request.cookies[SESSION_COOKIE] ?? request.cookies[`__Secure-${SESSION_COOKIE}`]
  const secret = cookie?.slice(0, cookie.lastIndexOf('.'))
  return secret ? { kind: 'session', secret } : undefined
}
