import type { Problem, RouteRequest, RouteResponse, RouteShape } from '@maestro/contract'
import { EXIT, Failure } from './failure.js'
import type { Options } from './options.js'

/** The API says no. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail)
  }
}

type Given<R extends RouteShape> = Partial<RouteRequest<R>>

/** Maestro's public API, as one token may use it. */
export class MaestroApi {
  readonly #options: Pick<Options, 'url' | 'token' | 'words'>

  constructor(options: Pick<Options, 'url' | 'token' | 'words'>) {
    if (!options.token) throw new Failure([options.words.noToken])
    this.#options = options
  }

  /** Calls one route. @throws Refusal when the answer is no, Failure when there is none */
  async call<R extends RouteShape>(shape: R, given: Given<R> = {}): Promise<RouteResponse<R>> {
    const { url, token, words } = this.#options
    const body = given.body === undefined ? {} : { body: JSON.stringify(given.body) }
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'accept-language': words.language,
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const address = `${url}/api/v1${pathOf(shape.path, (given.params ?? {}) as Record<string, unknown>)}`
    const answer = await fetch(address, { method: shape.method, headers, ...body }).catch((error: unknown) => {
      throw new Failure([words.unreachable(url, reasonOf(error))])
    })
    const text = await answer.text()
    if (answer.ok) return (text === '' ? undefined : JSON.parse(text)) as RouteResponse<R>
    throw refusalOf(answer, text) ?? new Failure([words.notMaestro(url, answer.status)])
  }
}

function pathOf(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error ? cause.message || String((cause as { code?: unknown }).code) : error.message
}

function refusalOf(answer: Response, text: string): Refusal | undefined {
  if (!answer.headers.get('content-type')?.includes('problem+json')) return undefined
  return new Refusal(answer.status, JSON.parse(text) as Problem)
}

/** What to do about a "no" that is not about the file. */
export function failureOf({ status, problem }: Refusal, options: Pick<Options, 'words'>): Failure {
  const { words } = options
  if (status === 401) return new Failure([problem.detail, words.checkToken])
  const code = status >= 500 || status === 404 || status === 429 ? EXIT.failed : EXIT.refused
  return new Failure([problem.detail], code)
}
