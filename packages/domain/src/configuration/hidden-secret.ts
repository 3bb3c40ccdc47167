import { findSettingAnywhere } from '../catalogue/settings-of-model.js'
import type { ConfigurationInput, ConfigurationValues } from './changes.js'

/** What people see of a secret that is set. It is never the secret itself. */
export const HIDDEN_SECRET = '••••••'

/**
 * Changes without the secrets that came back as people saw them: those were not touched. Where there is none that could
 * stay the mask is left in, and `checkValue` refuses it.
 */
export function withoutHidden(known: ConfigurationValues, changes: ConfigurationInput): ConfigurationInput {
  return Object.fromEntries(
    Object.entries(changes).filter(([key, value]) => !(isHidden(key, value) && Object.hasOwn(known, key))),
  )
}

/** Whether a value is the mask of a secret. */
export function isHidden(key: string, value: unknown): boolean {
  return value === HIDDEN_SECRET && findSettingAnywhere(key)?.secret === true
}
