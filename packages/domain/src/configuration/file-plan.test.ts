import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConfigurationFile, type FileValues, isUnchangedSecret, UNCHANGED_SECRET } from './configuration-file.js'
import { checkFile } from './file-errors.js'
import { type FileAction, planFile } from './file-plan.js'

const SECRET = 'network.dot1x.password'
const keep = { prune: false }
const prune = { prune: true }
const night: ConfigurationFile = {
  version: 1,
  profiles: [
    { name: 'Quiet hours', description: 'For the night', values: { 'ui.theme': 'Night' }, locked: ['ui.theme'] },
  ],
  groups: [{ name: 'Loud', priority: 10, devices: ['A1', 'A2'] }],
  assignments: [{ profile: 'Quiet hours', scope: { kind: 'location', name: 'Germany / Hamburg' }, priority: 1 }],
  devices: [{ serial: 'A1', values: { [SECRET]: UNCHANGED_SECRET } }],
  freezePeriods: [{ name: 'Fair', from: '2026-12-01T00:00:00.000Z', to: '2026-12-08T00:00:00.000Z' }],
}

describe('planFile', () => {
  it('makes profiles and groups before what needs them', () => {
    expect(planFile({ version: 1 }, night, keep).map(({ kind, object, name }) => `${kind} ${object} ${name}`)).toEqual([
      'create profile Quiet hours',
      'create group Loud',
      'create assignment Quiet hours → location Germany / Hamburg',
      'create device A1',
      'create freeze-period Fair',
    ])
  })

  it('removes only when told to, and in the other order', () => {
    expect(planFile(night, { version: 1 }, keep)).toEqual([])
    expect(planFile(night, { version: 1 }, prune).map(({ kind, object }) => `${kind} ${object}`)).toEqual([
      'delete assignment',
      'delete device',
      'delete group',
      'delete profile',
      'delete freeze-period',
    ])
  })

  it('leaves alone the values, locks and members a file leaves out', () => {
    const wanted: ConfigurationFile = {
      version: 1,
      profiles: [{ name: 'Quiet hours', values: { 'ui.language': 'German' }, locked: ['ui.language'] }],
      groups: [{ name: 'Loud', priority: 10, devices: ['A3'] }],
    }
    expect(planFile(night, wanted, keep).map(({ changes }) => changes)).toEqual([
      [
        { key: 'locked', before: ['ui.theme'], after: ['ui.language', 'ui.theme'] },
        { key: 'values.ui.language', before: null, after: 'German' },
      ],
      [{ key: 'devices', before: ['A1', 'A2'], after: ['A1', 'A2', 'A3'] }],
    ])
    expect(planFile(night, wanted, prune).find(({ kind }) => kind === 'update')?.changes).toEqual([
      { key: 'description', before: 'For the night', after: null },
      { key: 'locked', before: ['ui.theme'], after: ['ui.language'] },
      { key: 'values.ui.language', before: null, after: 'German' },
      { key: 'values.ui.theme', before: 'Night', after: null },
    ])
  })

  it('knows profiles and groups by name in any case, and writes the name anew', () => {
    const wanted: ConfigurationFile = { version: 1, profiles: [{ name: 'QUIET hours', values: {} }] }
    expect(planFile(night, wanted, keep)).toEqual([
      {
        kind: 'update',
        object: 'profile',
        name: 'QUIET hours',
        changes: [{ key: 'name', before: 'Quiet hours', after: 'QUIET hours' }],
      },
    ])
  })

  it('turns a group by hand into one by rule, and back', () => {
    const byRule: ConfigurationFile = {
      version: 1,
      groups: [{ name: 'Loud', priority: 10, rule: { model: ['gtm-5140'] } }],
    }
    const [toRule] = planFile(night, byRule, keep)
    expect(toRule?.changes.map(({ key, after }) => [key, after])).toEqual([
      ['devices', null],
      ['rule', { model: ['gtm-5140'] }],
    ])
    expect(planFile(byRule, night, keep).find(({ object }) => object === 'group')?.changes).toHaveLength(2)
  })

  it('says of an assignment what goes where, and compares only its priority', () => {
    const scope = { kind: 'location', name: 'Germany / Hamburg' } as const
    const wanted: ConfigurationFile = { version: 1, assignments: [{ profile: 'Quiet hours', scope, priority: 2 }] }
    expect(planFile(night, wanted, keep)).toMatchObject([
      { kind: 'update', changes: [{ key: 'priority', before: 1, after: 2 }], assignment: { scope } },
    ])
  })

  it('takes another spelling of an instant, or of a set, for the same', () => {
    const freezePeriods = [{ name: 'Fair', from: '2026-12-01T00:00:00Z', to: '2026-12-08T00:00:00Z' }]
    const groups = [{ name: 'Loud', priority: 10, devices: ['A2', 'A1'] }]
    expect(planFile(night, { version: 1, freezePeriods, groups }, keep)).toEqual([])
  })

  it('never shows a secret, only that it is set or goes', () => {
    const written: ConfigurationFile = { version: 1, devices: [{ serial: 'A1', values: { [SECRET]: 'hunter2' } }] }
    const before = UNCHANGED_SECRET
    const key = `values.${SECRET}`
    expect(planFile(night, written, keep)[0]?.changes).toEqual([{ key, before, after: { $secret: 'changed' } }])
    const gone: ConfigurationFile = { version: 1, devices: [{ serial: 'A1', values: {} }] }
    expect(planFile(night, gone, prune).find(({ kind }) => kind === 'update')?.changes).toEqual([
      { key, before, after: null },
    ])
    expect(JSON.stringify([planFile(written, gone, prune), planFile(gone, written, prune)])).not.toContain('hunter2')
  })
})

describe('checkFile', () => {
  it('takes an export back', () => {
    expect(checkFile(night, night)).toEqual([])
  })

  it('names what a file cannot mean, and where', () => {
    const wanted: ConfigurationFile = {
      version: 1,
      profiles: [
        { name: 'Quiet', values: {} },
        { name: 'QUIET', values: { 'sip.password': UNCHANGED_SECRET } },
      ],
      groups: [{ name: 'Both', priority: 1, rule: { model: ['x'] }, devices: ['A1'] }],
    }
    expect(checkFile(night, wanted).map(({ path, code }) => [path, code])).toEqual([
      ['profiles[1]', 'configuration.file-repeats'],
      ['profiles[1].values["sip.password"]', 'configuration.file-secret-missing'],
      ['groups[0]', 'configuration.file-rule-and-devices'],
    ])
  })
})

describe('laws of plans', () => {
  const values: fc.Arbitrary<FileValues> = fc
    .record(
      {
        'ui.theme': fc.constantFrom('Night', 'Day', ''),
        'standby.delayMinutes': fc.nat({ max: 3 }),
        'time.days': fc.subarray(['Monday', 'Friday']),
        [SECRET]: fc.constantFrom(UNCHANGED_SECRET, 'secret-1', 'secret-2'),
      },
      { requiredKeys: [] },
    )
    .map((record) => record as FileValues)
  const name = fc.constantFrom('a', 'b', 'c')
  const members = fc.constantFrom({}, { rule: { model: ['x'] } }, { rule: { model: ['y'] } }, { devices: ['A1'] })
  const list = <T>(one: fc.Arbitrary<T>, id: (entry: T) => string) =>
    fc.uniqueArray(one, { selector: id, maxLength: 4 })
  const files: fc.Arbitrary<ConfigurationFile> = fc.record({
    version: fc.constant(1 as const),
    profiles: list(
      fc.record({ name, description: fc.constantFrom('', 'words'), values, locked: fc.subarray(['ui.theme', 'x']) }),
      (profile) => profile.name,
    ),
    groups: list(
      fc.tuple(name, fc.nat({ max: 2 }), members).map(([group, priority, of]) => ({ name: group, priority, ...of })),
      (group) => group.name,
    ),
    assignments: list(
      fc.record({
        profile: name,
        scope: fc.record({ kind: fc.constantFrom('room', 'group'), name }),
        priority: fc.nat(),
      }),
      ({ profile, scope }) => `${profile} ${scope.kind} ${scope.name}`,
    ),
    devices: list(fc.record({ serial: name, values }), (device) => device.serial),
    freezePeriods: list(
      fc.record({ name, from: fc.constant('2026-12-01T00:00:00.000Z'), to: fc.constant('2026-12-02T00:00:00.000Z') }),
      (period) => period.name,
    ),
  })

  it('have nothing to do for what is already so', () => {
    fc.assert(
      fc.property(files, fc.boolean(), (file, pruned) => {
        expect(planFile(file, file, { prune: pruned })).toEqual([])
      }),
    )
  })

  it('end at the wanted file when pruned', () => {
    fc.assert(
      fc.property(files, files, (current, wanted) => {
        const after = applied(current, wanted, planFile(current, wanted, prune))
        expect(after).toEqual(stateOf(current, wanted))
      }),
    )
  })

  it('have nothing left to do once carried out, and take away nothing unless told to', () => {
    fc.assert(
      fc.property(files, files, (current, wanted) => {
        const actions = planFile(current, wanted, keep)
        expect(actions.filter(({ kind }) => kind === 'delete')).toEqual([])
        const taken = actions.flatMap(({ changes }) => changes).filter(({ after }) => after === null)
        expect(taken.map(({ key }) => key).filter((key) => key !== 'rule' && key !== 'devices')).toEqual([])
        expect(applied(current, wanted, actions)).toMatchObject(without(stateOf(current, wanted), /locked|devices/u))
      }),
    )
  })

  it('never show a secret', () => {
    fc.assert(
      fc.property(files, files, fc.boolean(), (current, wanted, pruned) => {
        expect(JSON.stringify(planFile(current, wanted, { prune: pruned }))).not.toContain('secret-')
      }),
    )
  })
})

/** Every fact of a file by a path of its own, `profile a/values.ui.theme`; things that say nothing are there too. */
type State = Record<string, unknown>

function stateOf(current: ConfigurationFile, wanted: ConfigurationFile): State {
  const former = statesIn(current)
  const state = Object.entries(statesIn(wanted)).map(([path, fact]) => [
    path,
    isUnchangedSecret(fact) ? former[path] : fact,
  ])
  return Object.fromEntries(state.filter(([, fact]) => fact !== undefined))
}

function statesIn(file: ConfigurationFile): State {
  const state: State = {}
  const put = (thing: string, { values = {}, ...facts }: { values?: FileValues; [fact: string]: unknown }) => {
    state[thing] = true
    for (const [key, value] of Object.entries(values)) state[`${thing}/values.${key}`] = value
    for (const [key, fact] of Object.entries(facts)) {
      if (fact !== '' && !(Array.isArray(fact) && fact.length === 0)) state[`${thing}/${key}`] = fact
    }
  }
  for (const { name, ...facts } of file.profiles ?? []) put(`profile ${name}`, facts)
  for (const { name, ...facts } of file.groups ?? []) put(`group ${name}`, facts)
  for (const { profile, scope, priority } of file.assignments ?? []) {
    put(`assignment ${profile} → ${scope.kind} ${scope.name}`, { priority })
  }
  for (const { serial, ...facts } of file.devices ?? []) put(`device ${serial}`, facts)
  for (const { name, ...facts } of file.freezePeriods ?? []) put(`freeze-period ${name}`, facts)
  return state
}

function applied(current: ConfigurationFile, wanted: ConfigurationFile, actions: readonly FileAction[]): State {
  const state = statesIn(current)
  const source = statesIn(wanted)
  for (const { kind, object, name, changes } of actions) {
    const thing = `${object} ${name}`
    expect(kind === 'create').toBe(state[thing] === undefined)
    if (kind === 'delete') delete state[thing]
    else state[thing] = true
    for (const { key, after } of changes) {
      if (after === null) delete state[`${thing}/${key}`]
      else state[`${thing}/${key}`] = key === `values.${SECRET}` ? source[`${thing}/${key}`] : after
    }
  }
  return state
}

function without(state: State, paths: RegExp): State {
  return Object.fromEntries(Object.entries(state).filter(([path]) => !paths.test(path)))
}
