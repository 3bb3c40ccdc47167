import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Identity } from '../platform/http/caller.js'
import { Endpoint, Input, type InputOf, Who } from '../platform/http/endpoint.js'
import { ChangePassword } from './change-password.js'
import { Me } from './me.js'

@Controller()
export class MeController {
  constructor(
    private readonly me: Me,
    private readonly password: ChangePassword,
  ) {}

  @Endpoint(routes.me.get)
  get(@Who() identity: Identity) {
    return this.me.show(identity)
  }

  @Endpoint(routes.me.update)
  update(@Who() identity: Identity, @Input() input: InputOf<typeof routes.me.update>) {
    return this.me.change(identity, input.body)
  }

  @Endpoint(routes.me.changePassword)
  async changePassword(@Who() identity: Identity, @Input() input: InputOf<typeof routes.me.changePassword>) {
    await this.password.run(identity, input.body)
    return undefined
  }

  @Endpoint(routes.me.sessions)
  sessions(@Who() identity: Identity) {
    return this.me.sessions(identity)
  }

  @Endpoint(routes.me.signOutEverywhere)
  async signOutEverywhere(@Who() identity: Identity) {
    await this.me.signOutEverywhere(identity)
    return undefined
  }
}
