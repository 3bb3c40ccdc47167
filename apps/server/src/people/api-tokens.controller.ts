import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { TokenQueries } from './api-tokens.queries.js'
import { CreateApiToken } from './create-api-token.js'
import { RevokeApiToken } from './revoke-api-token.js'

@Controller()
export class ApiTokensController {
  constructor(
    private readonly tokens: TokenQueries,
    private readonly createToken: CreateApiToken,
    private readonly revokeToken: RevokeApiToken,
  ) {}

  @Endpoint(routes.tokens.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof routes.tokens.list>) {
    return this.tokens.list(caller, query)
  }

  @Endpoint(routes.tokens.create)
  async create(@By() caller: Caller, @Input() { body }: InputOf<typeof routes.tokens.create>) {
    const { id, secret } = await this.createToken.run(caller, body)
    return { token: await this.tokens.one(caller, id), secret }
  }

  @Endpoint(routes.tokens.revoke)
  async revoke(@By() caller: Caller, @Input() { params }: InputOf<typeof routes.tokens.revoke>) {
    await this.revokeToken.run(caller, params.tokenId)
    return undefined
  }
}
