import { routes } from '@maestro/contract'
import { DEVICE_MODELS, findModel, SETTINGS, settingsOn } from '@maestro/domain'
import { Controller } from '@nestjs/common'
import { Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { notFound } from '../platform/http/refused.js'
import { showModel, showSetting, showSettingEverywhere } from './catalogue.view.js'

@Controller()
export class CatalogueController {
  @Endpoint(routes.catalogue.models)
  async models() {
    return { items: DEVICE_MODELS.map(showModel) }
  }

  @Endpoint(routes.catalogue.settings)
  async settings(@Input() { params, query }: InputOf<typeof routes.catalogue.settings>) {
    if (!findModel(params.modelKey)) throw notFound()
    return { items: settingsOn(params.modelKey, query.firmware ?? null).map(showSetting) }
  }

  @Endpoint(routes.catalogue.allSettings)
  async allSettings() {
    return { items: SETTINGS.map(showSettingEverywhere) }
  }
}
