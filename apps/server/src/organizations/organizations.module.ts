import { Module } from '@nestjs/common'
import { OrganizationsController } from './organizations.controller.js'
import { OrganizationQueries } from './organizations.queries.js'

@Module({ controllers: [OrganizationsController], providers: [OrganizationQueries] })
export class OrganizationsModule {}
