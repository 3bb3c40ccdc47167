import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangeRoom } from './change-room.js'
import { CreateRoom } from './create-room.js'
import { RemoveRoom } from './remove-room.js'
import { RoomQueries } from './rooms.queries.js'

@Controller()
export class RoomsController {
  constructor(
    private readonly rooms: RoomQueries,
    private readonly createRoom: CreateRoom,
    private readonly changeRoom: ChangeRoom,
    private readonly removeRoom: RemoveRoom,
  ) {}

  @Endpoint(routes.rooms.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof routes.rooms.list>) {
    return this.rooms.list(caller, query)
  }

  @Endpoint(routes.rooms.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof routes.rooms.get>) {
    return this.rooms.one(caller, params.roomId)
  }

  @Endpoint(routes.rooms.create)
  async create(@By() caller: Caller, @Input() { body }: InputOf<typeof routes.rooms.create>) {
    return this.rooms.one(caller, await this.createRoom.run(caller, body))
  }

  @Endpoint(routes.rooms.update)
  async update(@By() caller: Caller, @Input() { params, body, ifMatch }: InputOf<typeof routes.rooms.update>) {
    await this.changeRoom.run(caller, params.roomId, body, ifMatch)
    return this.rooms.one(caller, params.roomId)
  }

  @Endpoint(routes.rooms.remove)
  async remove(@By() caller: Caller, @Input() { params, ifMatch }: InputOf<typeof routes.rooms.remove>) {
    await this.removeRoom.run(caller, params.roomId, ifMatch)
    return undefined
  }
}
