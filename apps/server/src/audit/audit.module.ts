import { Module } from '@nestjs/common'
import { Audit } from './audit.js'

/** What happened: one writer for all features. */
@Module({ providers: [Audit], exports: [Audit] })
export class AuditModule {}
