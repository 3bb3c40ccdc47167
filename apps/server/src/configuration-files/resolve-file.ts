import type { ConfigurationFile, GroupRule } from '@maestro/contract'
import { DEVICE_MODELS } from '@maestro/domain'
import type { FileFault } from './file-fault.js'
import { compare } from './file-of-state.js'
import type { FoundDevice } from './known-state.queries.js'
import type { Places } from './places.queries.js'

export type ResolvedFile = {
  /** With the names that an export writes. */
  readonly file: ConfigurationFile
  /** Rules with ids in the place of names, by the group's place in the file. */
  readonly rules: ReadonlyMap<number, GroupRule>
  /** Ids by {@link scopeKey}, but for groups: those may be made by the file itself. */
  readonly scopeIds: ReadonlyMap<string, string>
  readonly devices: ReadonlyMap<string, FoundDevice>
  readonly locationIds: ReadonlyMap<string, string>
  readonly faults: readonly FileFault[]
}

export type KnownNames = {
  readonly organizationId: string
  readonly places: Places
  readonly devices: readonly FoundDevice[]
  /** In small letters; also those that the file makes. */
  readonly profiles: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
}

export function scopeKey(kind: string, name: string | undefined): string {
  return `${kind} ${name ?? ''}`
}

/** Finds what the names in a file mean. What cannot be found, or could be several things, is a fault with its path. */
export function resolveFile(file: ConfigurationFile, known: KnownNames): ResolvedFile {
  const resolver = new Resolver(known)
  const groups = file.groups.map((group, at) => resolver.group(group, at))
  const assignments = file.assignments.map((assignment, at) => resolver.assignment(assignment, `assignments[${at}]`))
  for (const [at, { serial }] of file.devices.entries()) resolver.device(serial, `devices[${at}].serial`)
  const freezePeriods = file.freezePeriods.map((freeze, at) => resolver.freeze(freeze, `freezePeriods[${at}].location`))
  return { ...resolver.found, file: { ...file, groups, assignments, freezePeriods } }
}

type Entry<K extends 'groups' | 'assignments' | 'freezePeriods'> = ConfigurationFile[K][number]

class Resolver {
  readonly found = {
    rules: new Map<number, GroupRule>(),
    scopeIds: new Map<string, string>(),
    devices: new Map<string, FoundDevice>(),
    locationIds: new Map<string, string>(),
    faults: [] as FileFault[],
  }
  private readonly bySerial = new Map<string, FoundDevice[]>()

  constructor(private readonly known: KnownNames) {
    for (const device of known.devices) {
      this.bySerial.set(device.serial, [...(this.bySerial.get(device.serial) ?? []), device])
    }
  }

  group(group: Entry<'groups'>, at: number): Entry<'groups'> {
    const path = `groups[${at}]`
    for (const [position, serial] of (group.devices ?? []).entries()) {
      this.device(serial, `${path}.devices[${position}]`)
    }
    if (!group.rule) return group
    const { location, room } = group.rule
    const places = location?.map((name, index) => this.location(name, `${path}.rule.location[${index}]`))
    const rooms = room?.map((name, index) => this.room(name, `${path}.rule.room[${index}]`))
    const ids = {
      ...(places ? { location: places.map(({ id }) => id) } : {}),
      ...(rooms ? { room: rooms.map(({ id }) => id) } : {}),
    }
    this.found.rules.set(at, { ...group.rule, ...ids })
    const names = {
      ...(places ? { location: places.map(({ name }) => name) } : {}),
      ...(rooms ? { room: rooms.map(({ name }) => name) } : {}),
    }
    return { ...group, rule: sorted({ ...group.rule, ...names }) }
  }

  assignment(assignment: Entry<'assignments'>, path: string): Entry<'assignments'> {
    const { profile, scope } = assignment
    if (!this.known.profiles.has(profile.toLowerCase())) this.unknown(`${path}.profile`, 'profile', profile)
    if (scope.kind === 'organization') {
      if (scope.name) this.fault(`${path}.scope.name`, 'configuration.file-scope-without-name', { name: scope.name })
      this.found.scopeIds.set(scopeKey('organization', undefined), this.known.organizationId)
      return { ...assignment, scope: { kind: scope.kind } }
    }
    if (!scope.name) {
      this.fault(`${path}.scope`, 'configuration.file-scope-needs-name', { kind: scope.kind })
      return assignment
    }
    const { id, name } = this.scope(scope.kind, scope.name, `${path}.scope.name`)
    if (scope.kind !== 'group') this.found.scopeIds.set(scopeKey(scope.kind, name), id)
    return { ...assignment, scope: { kind: scope.kind, name } }
  }

  device(serial: string, path: string): { id: string; name: string } {
    const [device, another] = this.bySerial.get(serial) ?? []
    if (!device) this.unknown(path, 'device', serial)
    else if (another) this.fault(path, 'configuration.file-ambiguous', { name: serial })
    else if (device.state === 'retired') this.fault(path, 'device.retired', { name: device.name })
    else if (device.management === 'recorded') this.fault(path, 'device.not-linked', { name: device.name })
    else this.found.devices.set(serial, device)
    return { id: device?.id ?? '', name: serial }
  }

  freeze(freeze: Entry<'freezePeriods'>, path: string): Entry<'freezePeriods'> {
    if (freeze.location === undefined) return freeze
    const { id, name } = this.location(freeze.location, path)
    this.found.locationIds.set(name, id)
    return { ...freeze, location: name }
  }

  private scope(kind: Exclude<Entry<'assignments'>['scope']['kind'], 'organization'>, name: string, path: string) {
    switch (kind) {
      case 'location':
        return this.location(name, path)
      case 'room':
        return this.room(name, path)
      case 'device':
        return this.device(name, path)
      case 'group':
        if (!this.known.groups.has(name.toLowerCase())) this.unknown(path, 'group', name)
        return { id: '', name }
      case 'model':
        if (!DEVICE_MODELS.some(({ key }) => key === name)) this.unknown(path, 'model', name)
        return { id: name, name }
    }
  }

  private location(name: string, path: string): { id: string; name: string } {
    const { places } = this.known
    return this.one('location', places.locations(name), name, path, places.locationName)
  }

  private room(name: string, path: string): { id: string; name: string } {
    const { places } = this.known
    return this.one('room', places.rooms(name), name, path, places.roomName)
  }

  private one(
    kind: 'location' | 'room',
    [id, another]: readonly string[],
    name: string,
    path: string,
    nameOf: (id: string) => string | undefined,
  ): { id: string; name: string } {
    if (id === undefined) this.unknown(path, kind, name)
    else if (another !== undefined) this.fault(path, 'configuration.file-ambiguous', { name })
    return { id: id ?? '', name: (id === undefined ? undefined : nameOf(id)) ?? name }
  }

  private unknown(
    path: string,
    kind: 'profile' | 'group' | 'location' | 'room' | 'model' | 'device',
    name: string,
  ): void {
    this.fault(path, `configuration.file-unknown-${kind}`, { name })
  }

  private fault(path: string, code: FileFault['code'], params: Readonly<Record<string, unknown>>): void {
    this.found.faults.push({ path, code, params })
  }
}

/** One spelling of a rule: conditions and their values in order. */
function sorted(rule: NonNullable<Entry<'groups'>['rule']>): NonNullable<Entry<'groups'>['rule']> {
  const entries = Object.entries(rule).sort(([left], [right]) => compare(left, right))
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? [...value].sort(compare) : value]),
  )
}
