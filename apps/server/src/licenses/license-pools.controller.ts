import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangePool } from './change-pool.js'
import { LicensePoolQueries } from './license-pools.queries.js'
import { MoveUnits } from './move-units.js'
import { StopPool } from './stop-pool.js'

const { licensePools } = routes

@Controller()
export class LicensePoolsController {
  constructor(
    private readonly queries: LicensePoolQueries,
    private readonly changePool: ChangePool,
    private readonly stopPool: StopPool,
    private readonly moveUnits: MoveUnits,
  ) {}

  @Endpoint(licensePools.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof licensePools.get>) {
    return this.queries.find(caller.organizationId, params.poolId)
  }

  @Endpoint(licensePools.change)
  change(@By() caller: Caller, @Input() input: InputOf<typeof licensePools.change>) {
    return this.changePool.run(caller, input)
  }

  @Endpoint(licensePools.suspend)
  suspend(@By() caller: Caller, @Input() input: InputOf<typeof licensePools.suspend>) {
    return this.stopPool.suspend(caller, input)
  }

  @Endpoint(licensePools.resume)
  resume(@By() caller: Caller, @Input() input: InputOf<typeof licensePools.resume>) {
    return this.stopPool.resume(caller, input)
  }

  @Endpoint(licensePools.revoke)
  revoke(@By() caller: Caller, @Input() input: InputOf<typeof licensePools.revoke>) {
    return this.stopPool.revoke(caller, input)
  }

  @Endpoint(licensePools.history)
  history(@By() caller: Caller, @Input() { params, query }: InputOf<typeof licensePools.history>) {
    return this.queries.history(caller.organizationId, params.poolId, query)
  }

  @Endpoint(licensePools.moves)
  moves(@By() caller: Caller, @Input() { params, query }: InputOf<typeof licensePools.moves>) {
    return this.queries.moves(caller.organizationId, params.poolId, query)
  }

  @Endpoint(licensePools.move)
  move(@By() caller: Caller, @Input() input: InputOf<typeof licensePools.move>) {
    return this.moveUnits.give(caller, input)
  }

  @Endpoint(licensePools.takeBack)
  takeBack(@By() caller: Caller, @Input() input: InputOf<typeof licensePools.takeBack>) {
    return this.moveUnits.takeBack(caller, input)
  }
}
