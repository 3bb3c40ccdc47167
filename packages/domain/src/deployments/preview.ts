import type { FeatureKey } from '../catalogue/feature.js'
import {
  type ConfigurationError,
  type ConfigurationInput,
  type ConfigurationValues,
  validateChanges,
} from '../configuration/changes.js'
import { applyChanges, type ConfigurationChange, diffConfiguration } from '../configuration/difference.js'
import { missingValues } from '../configuration/missing.js'
import type { CallState, ConnectionState } from '../devices/device-state.js'
import { waitingReason } from './readiness.js'
import type { WaitingReason } from './target-reason.js'

export type PreviewFacts = {
  readonly deviceId: string
  readonly modelKey: string
  readonly features: readonly FeatureKey[]
  /** Null: it has not said. */
  readonly firmware?: string | null
  readonly connection: ConnectionState
  readonly call: CallState
  /** What the layer holds now, and what is to change in it. */
  readonly values: ConfigurationValues
  readonly changes: ConfigurationInput
}

/** What one device would go through: shown before anything is sent. */
export type PreviewRow = {
  readonly deviceId: string
  readonly changes: readonly ConfigurationChange[]
  readonly restart: boolean
  readonly inCall: boolean
  readonly offline: boolean
  readonly waits: WaitingReason | null
  /** Features the device has no licence for; with any of them it is left out. */
  readonly featuresMissing: readonly FeatureKey[]
  readonly errors: readonly ConfigurationError[]
  /** Nothing stands in the way but, at most, waiting. */
  readonly sendable: boolean
}

export function previewRow(facts: PreviewFacts): PreviewRow {
  const { modelKey, features, firmware = null } = facts
  const decision = validateChanges(modelKey, features, facts.changes, 'device', firmware)
  const after = applyChanges(facts.values, facts.changes)
  const errors = decision.ok ? missingValues(modelKey, after) : decision.errors
  const changes = diffConfiguration(facts.values, after)
  const waits = waitingReason({ connection: facts.connection, call: facts.call, forced: false })
  return {
    deviceId: facts.deviceId,
    changes,
    restart: changes.some((change) => change.restart),
    inCall: waits === 'in-call' || waits === 'call-state-unknown',
    offline: waits === 'offline',
    waits,
    featuresMissing: featuresMissing(errors),
    errors,
    sendable: errors.length === 0 && changes.length > 0,
  }
}

function featuresMissing(errors: readonly ConfigurationError[]): readonly FeatureKey[] {
  return [...new Set(errors.flatMap((error) => (error.feature === undefined ? [] : [error.feature])))]
}
