import { Agent, type IncomingMessage, request } from 'node:http'

const requestsPerToken = 1000

export interface Answer<Body> {
  readonly body: Body
  /** From sending the request to the last byte of the answer. */
  readonly milliseconds: number
}

/**
 * Somebody at the people's door with API tokens, who goes on to the next token and to another address of this machine
 * from time to time: tokens and addresses have budgets.
 */
export class Visitor {
  readonly #agent = new Agent({ keepAlive: true })
  #asked = 0

  constructor(
    private readonly server: string,
    private readonly tokens: readonly string[],
  ) {}

  /** Reads a path below `/api/v1`. Throws when the answer is not 2xx. */
  get<Body>(path: string): Promise<Answer<Body>> {
    return this.send('GET', path)
  }

  send<Body>(method: string, path: string, content?: unknown, headers: Record<string, string> = {}) {
    const turn = Math.floor(this.#asked++ / requestsPerToken)
    const token = this.tokens[turn % this.tokens.length]
    const localAddress = process.platform === 'linux' ? `127.0.0.${2 + (turn % 250)}` : undefined
    const sent = content === undefined ? undefined : JSON.stringify(content)
    const type = sent === undefined ? {} : { 'content-type': 'application/json' }
    return new Promise<Answer<Body>>((done, failed) => {
      const startedAt = performance.now()
      const sentHeaders = { authorization: `Bearer ${token}`, ...type, ...headers }
      const options = { method, agent: this.#agent, localAddress, headers: sentHeaders }
      const asked = request(`${this.server}/api/v1${path}`, options, (response) => {
        read(response).then((text) => {
          const milliseconds = performance.now() - startedAt
          const status = response.statusCode ?? 0
          if (status >= 200 && status < 300) done({ body: JSON.parse(text || 'null') as Body, milliseconds })
          else failed(new Error(`${method} ${path} answered ${status}: ${text}`))
        }, failed)
      })
      asked.once('error', failed)
      asked.end(sent)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

async function read(response: IncomingMessage): Promise<string> {
  let text = ''
  response.setEncoding('utf8')
  for await (const chunk of response) text += chunk
  return text
}
