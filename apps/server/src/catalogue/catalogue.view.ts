import type { catalogueModel, catalogueSetting } from '@maestro/contract'
import type { ConcreteSetting, DeviceModel } from '@maestro/domain'
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
  }
}
