import type { Problem } from '@maestro/contract'
import type { FastifyInstance, InjectOptions } from 'fastify'

type Headers = Readonly<Record<string, string>>
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of it.
  readonly body: any
}

/** Somebody at the people's door, with whatever makes them known. */
export class Visitor {
  /** @param door the application itself, in this process, or the origin of one that runs elsewhere */
  constructor(
    private readonly door: FastifyInstance | string,
    readonly credentials: Headers = {},
    readonly personId = '',
  ) {}

  async signIn(person: { email: string; password: string; id?: string }): Promise<Visitor> {
    const { email, password } = person
    const answer = await this.call('POST', '/api/auth/sign-in/email', { email, password })
    const cookies = [answer.headers['set-cookie'] ?? []].flat().map((cookie) => String(cookie).split(';')[0])
    if (answer.status !== 200) throw new Error(`Sign-in of ${email} answered ${answer.status}: ${answer.text}`)
    return new Visitor(this.door, { cookie: cookies.join('; ') }, person.id)
  }

  withToken(secret: string): Visitor {
    return new Visitor(this.door, { authorization: `Bearer ${secret}` })
  }

  get(path: string, headers?: Headers): Promise<Answer> {
    return this.api('GET', path, undefined, headers)
  }

  post(path: string, body?: unknown, headers?: Headers): Promise<Answer> {
    return this.api('POST', path, body, headers)
  }

  patch(path: string, version: number | undefined, body: unknown): Promise<Answer> {
    return this.api('PATCH', path, body, version === undefined ? {} : { 'if-match': `"${version}"` })
  }

  remove(path: string, version?: number): Promise<Answer> {
    return this.api('DELETE', path, undefined, version === undefined ? {} : { 'if-match': `"${version}"` })
  }

  api(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    return this.call(method, `/api/v1${path}`, body, headers)
  }

  async call(method: string, url: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const request = { method, url, headers: { ...this.credentials, ...headers } }
    const answer =
      typeof this.door === 'string' ? await fetched(this.door, request, body) : await injected(this.door, request, body)
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    const read = isJson && answer.text !== '' ? JSON.parse(answer.text) : undefined
    if (answer.status >= 400) requireSentences(`${method} ${url}`, answer, read)
    return { ...answer, body: read }
  }
}

/** Whatever is refused is refused in whole sentences: a problem without a place that nobody filled. */
function requireSentences(asked: string, { status, headers, text }: Plain, problem: Problem | undefined): void {
  const type = String(headers['content-type'] ?? '')
  if (!type.startsWith('application/problem+json') || !problem)
    throw new Error(`${asked} answered ${status} with ${type}: ${text.slice(0, 200)}`)
  const said = [problem.title, problem.detail, ...(problem.errors ?? []).map(({ message }) => message)]
  const unfilled = said.find((sentence) => !sentence || /\{\w+\}/.test(sentence))
  if (unfilled !== undefined) throw new Error(`${asked} answered ${problem.code} with the sentence "${unfilled}".`)
}

const addresses = new WeakMap<FastifyInstance, string>()
let applications = 0

/**
 * Each application is visited from an address of its own: sign-ins are counted by address, and for all applications of a
 * process together.
 */
function addressOf(fastify: FastifyInstance): string {
  const known = addresses.get(fastify)
  if (known) return known
  applications += 1
  const address = `10.0.${Math.floor(applications / 250)}.${1 + (applications % 250)}`
  addresses.set(fastify, address)
  return address
}

type Plain = Omit<Answer, 'body'>
type Request = { method: string; url: string; headers: Headers }

async function injected(fastify: FastifyInstance, { method, url, headers }: Request, body: unknown): Promise<Plain> {
  const answer = await fastify.inject({
    method: method as NonNullable<InjectOptions['method']>,
    url,
    headers,
    remoteAddress: addressOf(fastify),
    ...(body === undefined ? {} : { payload: body as object }),
  })
  return { status: answer.statusCode, headers: answer.headers, text: answer.body }
}

async function fetched(origin: string, { method, url, headers }: Request, body: unknown): Promise<Plain> {
  const answer = await fetch(`${origin}${url}`, {
    method,
    headers: { origin, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const cookies = answer.headers.getSetCookie()
  return {
    status: answer.status,
    headers: { ...Object.fromEntries(answer.headers), ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) },
    text: await answer.text(),
  }
}
