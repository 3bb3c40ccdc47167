import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ChangeLocation } from './change-location.js'
import { ChangeRoom } from './change-room.js'
import { CreateLocation } from './create-location.js'
import { CreateRoom } from './create-room.js'
import { LocationsController } from './locations.controller.js'
import { LocationQueries } from './locations.queries.js'
import { RemoveLocation } from './remove-location.js'
import { RemoveRoom } from './remove-room.js'
import { RoomsController } from './rooms.controller.js'
import { RoomQueries } from './rooms.queries.js'

/** Where things stand: the tree of places, and the rooms in it. */
@Module({
  imports: [AuditModule],
  controllers: [LocationsController, RoomsController],
  providers: [
    ChangeLocation,
    ChangeRoom,
    CreateLocation,
    CreateRoom,
    LocationQueries,
    RemoveLocation,
    RemoveRoom,
    RoomQueries,
  ],
  exports: [CreateLocation, CreateRoom],
})
export class LocationsModule {}
