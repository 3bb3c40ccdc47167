import type { catalogueModel, catalogueSetting, RouteResponse, routes } from '@maestro/contract'
import { type ConcreteSetting, DEVICE_MODELS, type DeviceModel, type Setting, settingsOf } from '@maestro/domain'
import type { z } from 'zod'

export function showModel(model: DeviceModel): z.infer<typeof catalogueModel> {
  const { key, vendor, name, family, management, licensable, registrations } = model
  return {
    key,
    vendor,
    name,
    family,
    management: management === 'linked' ? 'linked' : 'recorded',
    licensable: [...licensable],
    registrations: registrations.map(({ mode }) => mode),
  }
}

export function showSetting(setting: ConcreteSetting): z.infer<typeof catalogueSetting> {
  const {
    concreteKey: key,
    group,
    type,
    name,
    description,
    minimum,
    maximum,
    maxLength,
    unit,
    restart,
    secret,
    firmware,
  } = setting
  const values = setting.values && [...setting.values]
  return {
    key,
    group,
    type,
    name,
    description,
    values,
    minimum,
    maximum,
    maxLength,
    unit,
    default: setting.default,
    restart,
    secret,
    since: firmware?.since ?? null,
    until: firmware?.until ?? null,
    valuesOn: { ...firmware?.values },
  }
}

/** Under its template key, with all its values and every model that has it. */
export function showSettingEverywhere(
  setting: Setting,
): RouteResponse<typeof routes.catalogue.allSettings>['items'][number] {
  const { indexes } = setting
  return {
    ...showSetting({ ...setting, concreteKey: setting.key, index: null }),
    models: DEVICE_MODELS.filter(({ key }) => has(key, setting.key)).map(({ key }) => key),
    modelsOn: { ...setting.firmware?.models },
    broadestLayer: setting.broadestLayer,
    indexes: indexes && { from: indexes.from, to: indexes.to },
  }
}

function has(modelKey: string, settingKey: string): boolean {
  return settingsOf(modelKey).some(({ key }) => key === settingKey)
}
