import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileAction } from '@maestro/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './run.js'
import { showPlan } from './show-plan.js'
import type { Terminal } from './terminal.js'
import { wordsFor } from './words.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maestro-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What a command line says and how it ends. */
async function said(args: readonly string[], environment: Terminal['environment'] = {}) {
  const lines: string[] = []
  const note = (text: string) => void lines.push(text)
  const terminal = { environment, interactive: false, colors: false, print: note, tell: note, ask: async () => '' }
  const code = await run(args, terminal)
  return { code, text: lines.join('\n').replaceAll(`${folder}/`, '') }
}
const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

describe('a configuration file', () => {
  it('with the right form is valid, in several parts as well', async () => {
    const one = await file('one.yaml', 'version: 1\nprofiles:\n  - name: Night\n    values: { ui.theme: Night }\n')
    const two = await file('two.yaml', 'version: 1\nprofiles:\n  - name: Day\n    values: {}\ngroups:\n')
    expect(await said(['validate', '-f', one, '-f', two])).toMatchObject({ code: 0 })
  })

  it('is told line by line what is wrong with it, in the file where it stands', async () => {
    const one = await file('a.yaml', 'version: 1\nprofiles:\n  - name: Night\n    values: {}\n')
    const two = await file(
      'b.yaml',
      'version: 1\nprofiles:\n  - name: Day\n    values: {}\n    lokced: [ui.theme]\ndevices:\n  - serial: 4711\n    values: {}\n',
    )
    const { code, text } = await said(['validate', '-f', one, '-f', two])
    expect(code).toBe(3)
    expect(text.split('\n')).toEqual([
      'This is not a configuration file yet: 2 mistakes.',
      '  b.yaml:5: profiles[1].lokced: lokced is not known here. Check the spelling.',
      '  b.yaml:7: devices[0].serial: must be text. Put the number in quotation marks.',
    ])
  })

  it('with a misspelt section is refused, so that nothing counts as left out by mistake', async () => {
    const wrong = await file('section.yaml', 'version: 1\nprofile: []\n')
    expect(await said(['validate', '-f', wrong])).toMatchObject({ code: 3 })
  })

  it('is what the README shows', async () => {
    const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8')
    const [, example = ''] = /```yaml\n(version: 1[\s\S]+?)```/.exec(readme) ?? []
    expect(await said(['validate', '-f', await file('readme.yaml', example)])).toMatchObject({ code: 0 })
  })

  it('that is no YAML is refused with the line', async () => {
    const broken = await file('broken.yaml', 'version: 1\nprofiles:\n  - name: "Night\n')
    const { code, text } = await said(['validate', '-f', broken])
    expect(code).toBe(3)
    expect(text).toMatch(/broken\.yaml:\d+: Missing closing/)
  })
})

describe('a command line', () => {
  it('explains itself, in German where the environment is German', async () => {
    expect((await said(['--help'])).text).toMatch(/configuration as files[\s\S]+ends with 0/)
    expect((await said(['--help'], { LANG: 'de_DE.UTF-8' })).text).toMatch(/Konfiguration als Dateien/)
  })

  it('that makes no sense is told so in a sentence', async () => {
    expect(await said(['plna', '-f', 'x'])).toMatchObject({ code: 1, text: expect.stringMatching(/no command "plna"/) })
    expect(await said(['plan', '--flie', 'x'])).toMatchObject({ code: 1, text: expect.stringMatching(/--flie/) })
    expect(await said(['plan'])).toMatchObject({ code: 1, text: expect.stringMatching(/Which file/) })
    expect(await said(['plan', '-f', 'nowhere.yaml'])).toMatchObject({ code: 1 })
    expect(await said(['export'])).toMatchObject({ code: 1, text: expect.stringMatching(/MAESTRO_TOKEN/) })
  })

  it('says which server does not answer, and never shows the token', async () => {
    const { code, text } = await said(['export', '--url', 'http://127.0.0.1:9', '--token', 'mst_secret'])
    expect(code).toBe(1)
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:9 does not answer/)
    expect(text).not.toContain('mst_secret')
  })
})

describe('a plan', () => {
  const actions: FileAction[] = [
    {
      kind: 'delete',
      object: 'assignment',
      name: 'Night → organization',
      changes: [{ key: 'priority', before: 1, after: null }],
    },
    {
      kind: 'create',
      object: 'profile',
      name: 'Day',
      changes: [{ key: 'values.ui.theme', before: null, after: 'Light' }],
    },
    {
      kind: 'update',
      object: 'profile',
      name: 'Night',
      changes: [
        { key: 'values.network.mtu', before: 1500, after: 1400 },
        { key: 'values.sip.password', before: { $secret: 'unchanged' }, after: { $secret: 'changed' } },
        { key: 'values.ui.theme', before: null, after: 'Night' },
        { key: 'description', before: 'Old', after: null },
      ],
    },
  ]

  it('shows each fact before and after, and no secret', () => {
    expect(showPlan(actions, { colors: false }, wordsFor({}))).toBe(
      [
        '- assignment Night → organization',
        '+ profile Day',
        '    ui.theme: Light',
        '~ profile Night',
        '    ~ network.mtu: 1500 → 1400',
        '    ~ sip.password: (secret, set again)',
        '    + ui.theme: Night',
        '    - description: Old',
        '',
        '1 to create, 1 to change, 1 to remove.',
      ].join('\n'),
    )
  })

  it('is coloured on a terminal only', () => {
    expect(showPlan(actions, { colors: true }, wordsFor({}))).toContain('\u001b[32m+ profile Day')
    expect(showPlan(actions, { colors: false }, wordsFor({}))).not.toContain('\u001b')
  })
})
