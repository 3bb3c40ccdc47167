type Answer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of it.
  readonly body: any
}

/** The page that people sign in from. */
export const page = 'http://localhost:8300'

/** Somebody who signed in at one of several origins and asks each of them in turn. */
export class Caller {
  #turn = 0

  private constructor(
    private readonly origins: readonly string[],
    private readonly cookie: string,
  ) {}

  static async signIn(origins: readonly string[], email: string, password: string): Promise<Caller> {
    const response = await fetch(`${origins[0]}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: page },
      body: JSON.stringify({ email, password }),
    })
    if (!response.ok) throw new Error(`Sign-in of ${email} answered ${response.status}: ${await response.text()}`)
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    return new Caller(origins, cookies.join('; '))
  }

  get(path: string): Promise<Answer> {
    return this.#call('GET', path)
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#call('POST', path, body, headers)
  }

  async #call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    this.#turn += 1
    const response = await fetch(`${this.origins[this.#turn % this.origins.length]}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: page,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, body: await response.json() }
  }
}
