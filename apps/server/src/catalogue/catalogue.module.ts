import { Module } from '@nestjs/common'
import { CatalogueController } from './catalogue.controller.js'

/** What models there are, and what can be set on them. */
@Module({ controllers: [CatalogueController] })
export class CatalogueModule {}
