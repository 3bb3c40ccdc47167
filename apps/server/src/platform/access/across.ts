import { type Database, openDatabase } from '@maestro/database'
import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import { Platform } from '../platform.js'

const CONNECTIONS = 4

/**
 * Reads across the customers of the partner at work, and changes nothing: a role of its own, for which row-level
 * security lets through the rows of organizations with a live grant to the organization of the context.
 */
@Injectable()
export class Across implements OnModuleDestroy {
  private readonly database: Database

  constructor(platform: Platform) {
    this.database = openDatabase(platform.settings.databaseUrl('maestro_across'), CONNECTIONS)
  }

  get kysely(): Database['kysely'] {
    return this.database.kysely
  }

  /** For what is streamed as a file. */
  get pool(): Database['pool'] {
    return this.database.pool
  }

  async onModuleDestroy(): Promise<void> {
    await this.database.close()
  }
}
