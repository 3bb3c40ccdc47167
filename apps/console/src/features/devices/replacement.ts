import type { DeviceSummary } from '@maestro/contract'
import type { RetireCause } from './retire-causes'

/** What somebody has chosen so far: one of the devices that are here, or the serial number of a new one. */
export interface ReplacementForm {
  kind: 'known' | 'new'
  device: DeviceSummary | null
  serial: string
  modelKey: string
  takeAssetTag: boolean
  cause: RetireCause
}

export const readyToPreview = (form: ReplacementForm) =>
  form.kind === 'known' ? form.device !== null : form.serial.trim() !== ''

export function wishOf(form: ReplacementForm) {
  const by =
    form.kind === 'known'
      ? { deviceId: form.device?.id ?? '' }
      : { serial: form.serial.trim(), modelKey: form.modelKey }
  return { by, takeAssetTag: form.takeAssetTag, cause: form.cause }
}
