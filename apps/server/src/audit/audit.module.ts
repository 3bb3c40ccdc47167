import { Module } from '@nestjs/common'
import { AuditController } from './audit.controller.js'
import { Audit } from './audit.js'
import { AuditQueries } from './audit.queries.js'

/** What happened: one writer for all features. */
@Module({ providers: [Audit], exports: [Audit] })
export class AuditModule {}

/** What happened, for people to read. */
@Module({ controllers: [AuditController], providers: [AuditQueries] })
export class AuditReadingModule {}
