import type { ConfigurationFile } from '@maestro/contract'
import {
  canonicalize,
  checkFile,
  type FileAction,
  isHidden,
  type Json,
  planFile,
  UNCHANGED_SECRET,
} from '@maestro/domain'
import { Refused } from '../platform/http/refused.js'
import { lookupHash } from '../platform/keys.js'
import type { Platform, Transaction } from '../platform/platform.js'
import { assignmentKey } from './assignment-key.js'
import { assignmentOf, fileOfState } from './file-of-state.js'
import { findDevices, type KnownState, loadKnownState } from './known-state.queries.js'
import { loadPlaces } from './places.queries.js'
import { type ResolvedFile, resolveFile } from './resolve-file.js'

export type WantedFile = { readonly file: ConfigurationFile; readonly prune: boolean }
export type PlannedFile = {
  readonly state: KnownState
  readonly resolved: ResolvedFile
  readonly actions: readonly FileAction[]
  readonly deviceIds: ReadonlyMap<string, string>
  /** By {@link assignmentKey}. */
  readonly assignmentIds: ReadonlyMap<string, string>
  /** Of what is, what is wanted, and what comes of it. */
  readonly hash: string
}

/** Compares a file with what is. @throws Refused with a path for each name that means nothing */
export async function planned(
  platform: Platform,
  tx: Transaction,
  organizationId: string,
  { file, prune }: WantedFile,
): Promise<PlannedFile> {
  const { keyRing } = platform.settings
  const freezeNames = file.freezePeriods.map(({ name }) => name)
  const state = await loadKnownState(tx, keyRing, organizationId, freezeNames)
  const places = await loadPlaces(tx, organizationId)
  // Who leaves a group is named by what is, not by the file.
  const members = prune ? state.groups.flatMap(({ serials }) => serials) : []
  const devices = await findDevices(tx, organizationId, [...serialsIn(file), ...members])
  const resolved = resolveFile(file, { organizationId, places, devices, ...namesIn(state, file) })
  const current = fileOfState(state, places)
  const wanted = withHiddenKept(resolved.file)
  const faults = [...resolved.faults, ...checkFile(current, wanted)]
  if (faults.length > 0) throw new Refused('configuration.file-refused', {}, faults)
  const actions = planFile(current, wanted, { prune })
  const hash = lookupHash(
    keyRing,
    'configuration-plan',
    canonicalize([...marksOf(state), current, wanted, prune] as Json),
  )
  const deviceIds = new Map(
    [...state.devices, ...devices.map(({ id, serial }) => ({ deviceId: id, serial }))].map(({ serial, deviceId }) => [
      serial,
      deviceId,
    ]),
  )
  const assignmentIds = new Map(
    state.assignments.map((known) => [assignmentKey(assignmentOf(known, places)), known.id]),
  )
  return { state, resolved: { ...resolved, file: wanted }, actions, hash, deviceIds, assignmentIds }
}

function serialsIn({ groups, devices, assignments }: ConfigurationFile): string[] {
  return [
    ...groups.flatMap((group) => group.devices ?? []),
    ...devices.map(({ serial }) => serial),
    ...assignments.flatMap(({ scope }) => (scope.kind === 'device' && scope.name ? [scope.name] : [])),
  ]
}

function namesIn(state: KnownState, file: ConfigurationFile) {
  const names = (things: readonly { readonly name: string }[]) => things.map(({ name }) => name.toLowerCase())
  return {
    profiles: new Set([...names(state.profiles), ...names(file.profiles)]),
    groups: new Set([...names(state.groups), ...names(file.groups)]),
  }
}

/** A secret that comes back as people saw it stays. One that is written out is set again, whatever it was. */
function withHiddenKept(file: ConfigurationFile): ConfigurationFile {
  return {
    ...file,
    profiles: file.profiles.map((profile) => ({ ...profile, values: hiddenKept(profile.values) })),
    devices: file.devices.map((device) => ({ ...device, values: hiddenKept(device.values) })),
  }
}

type Values = ConfigurationFile['profiles'][number]['values']

function hiddenKept(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, isHidden(key, value) ? { ...UNCHANGED_SECRET } : value]),
  )
}

/** What changes whenever something is saved, secrets included, which the file does not show. */
function marksOf({ profiles, groups, assignments, devices, freezePeriods }: KnownState): string[] {
  return [
    ...[...profiles, ...groups, ...assignments, ...freezePeriods].map(({ id, version }) => `${id} ${version}`),
    ...devices.map(({ deviceId, version }) => `${deviceId} ${version}`),
  ]
}
