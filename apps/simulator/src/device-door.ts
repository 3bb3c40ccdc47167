import {
  type DeviceProblem,
  type DownlinkMessage,
  type EnrolmentRequest,
  type EnrolmentResponse,
  enrolmentResponse,
  pollResponse,
  type TokenResponse,
  tokenResponse,
  type UplinkKind,
} from '@maestro/contract/devices'

/** Maestro said no. `retryAfter` in seconds, when it named a time. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfter: number | undefined

  constructor(status: number, problem: Partial<DeviceProblem>, retryAfter: number | undefined) {
    super(problem.detail ?? `HTTP ${status}`)
    this.status = status
    this.code = problem.code ?? 'unknown'
    this.retryAfter = retryAfter
  }
}

/** The HTTPS half of the protocol. */
export class DeviceDoor {
  readonly #server: string

  constructor(server: string) {
    this.#server = server.replace(/\/$/, '')
  }

  async enrol(request: EnrolmentRequest): Promise<EnrolmentResponse> {
    return enrolmentResponse.parse(await (await this.#post('/device/v1/enrol', request)).json())
  }

  async token(assertion: string): Promise<TokenResponse> {
    return tokenResponse.parse(await (await this.#post('/device/v1/token', { assertion })).json())
  }

  async up(token: string, kind: UplinkKind, message: unknown): Promise<void> {
    await this.#post(`/device/v1/up/${kind}`, message, { authorization: `Bearer ${token}` })
  }

  /** What comes within `wait` seconds. */
  async down(token: string, wait: number, desiredVersion: number, signal: AbortSignal): Promise<DownlinkMessage[]> {
    const response = await fetch(`${this.#server}/device/v1/down?wait=${wait}&desiredVersion=${desiredVersion}`, {
      headers: { authorization: `Bearer ${token}` },
      signal,
    })
    if (response.status === 204) return []
    await this.#check(response)
    return pollResponse.parse(await response.json()).messages
  }

  async #post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${this.#server}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
    await this.#check(response)
    return response
  }

  async #check(response: Response): Promise<void> {
    if (response.ok) return
    const problem = (await response.json().catch(() => ({}))) as Partial<DeviceProblem>
    const retryAfter = Number(response.headers.get('retry-after')) || undefined
    throw new Refused(response.status, problem, retryAfter)
  }
}
