import { Module } from '@nestjs/common'
import { DeviceQueries } from './devices.queries.js'

/** Devices as other features may read them. */
@Module({ providers: [DeviceQueries], exports: [DeviceQueries] })
export class DeviceReadsModule {}
