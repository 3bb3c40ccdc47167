import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './run.js'

let folder: string
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const kid = 'the-key'
const payload = {
  iss: 'https://maestro.example',
  sub: '0190a0d2-0000-7000-8000-000000000001',
  serial: 'SL-1',
  issue: 7,
  iat: Date.parse('2026-11-23T12:00:00Z') / 1000,
  features: [{ key: 'dual-screen', from: null, until: Date.parse('2027-01-15T00:00:00Z') / 1000 }],
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const text = `${part({ alg: 'EdDSA', typ: 'maestro-license+jwt', kid })}.${part(payload)}`
const license = `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`
const forged = `${text.split('.')[0]}.${part({ ...payload, serial: 'SL-2' })}.${license.split('.')[2]}`

const file = async (name: string, content: string) => {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}
let keys: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maestro-license-'))
  keys = await file('keys.json', JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid }] }))
})
afterAll(() => rm(folder, { recursive: true }))

async function verify(content: string, ...more: readonly string[]) {
  const lines: string[] = []
  const note = (line: string) => void lines.push(line)
  const terminal = { environment: {}, interactive: false, colors: false, print: note, tell: note, ask: async () => '' }
  const name = await file('license', content)
  const code = await run(['license', 'verify', '-f', name, '--keys', keys, ...more], terminal)
  return { code, text: lines.join('\n') }
}

describe('maestro license verify', () => {
  it('says of a genuine file that it is valid, for whom and until when', async () => {
    const said = await verify(license, '--serial', 'SL-1', '--at', '2026-12-01')
    expect(said.code).toBe(0)
    expect(said.text).toMatch(
      /^valid: .*\n {2}serial SL-1, issue 7, .*\n {2}dual-screen: until 2027-01-15T00:00:00\.000Z$/,
    )
  })

  it('takes the answer of the API as it is, and answers programs', async () => {
    const said = await verify(JSON.stringify({ issue: 7, file: license }), '--at', '2026-12-01', '--json')
    expect(JSON.parse(said.text)).toEqual({ verdict: 'valid', keyId: kid, license: payload })
  })

  it.each([
    ['forged', forged, []],
    ['foreign', license, ['--serial', 'SL-2']],
    ['expired', license, ['--at', '2027-02-01']],
    ['not-yet-valid', license, ['--at', '2026-01-01']],
    ['unknown-key', license.replace(/^[^.]+/, part({ alg: 'EdDSA', typ: 'maestro-license+jwt', kid: 'other' })), []],
  ])('ends with 2 for one that is %s, and says so', async (verdict, content, more) => {
    const said = await verify(content, '--at', '2026-12-01', ...more)
    expect(said).toMatchObject({ code: 2, text: expect.stringMatching(new RegExp(`^${verdict}: .+\\.`)) })
  })

  it('ends with 1 when it is not asked properly, and says how', async () => {
    expect(await verify(license, '--at', 'noon')).toMatchObject({ code: 1, text: expect.stringContaining('--at') })
    expect(await verify(license, '--keys', 'nowhere.json')).toMatchObject({ code: 1 })
    expect(await verify(license, '--keys', await file('wrong.json', '{}'))).toMatchObject({
      code: 1,
      text: expect.stringContaining('license-keys.json'),
    })
  })
})
