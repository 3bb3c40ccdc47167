import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { EnvironmentError, environmentSchema, readEnvironment } from './environment.js'

const variables = Object.entries(environmentSchema.shape)
const defaults: Record<string, unknown> = readEnvironment({})
const repository = new URL('../../../', import.meta.url)

it('refuses a wrong value by the variable’s name and says what it sets', () => {
  expect(() => readEnvironment({ MAESTRO_PORT: 'http', DATABASE_URL: 'mysql://x/y' })).toThrow(EnvironmentError)
  expect(() => readEnvironment({ MAESTRO_PORT: 'http' })).toThrow(/^MAESTRO_PORT is "http".*Port of the public origin/)
})

it('shows no key and no password of what it refuses', () => {
  const refusalOf = (variables: Record<string, string>) => {
    try {
      return String(readEnvironment(variables))
    } catch (error) {
      return String(error)
    }
  }
  expect(refusalOf({ DATABASE_URL: 'mysql://maestro:hunter2@db/maestro' })).toMatch(/DATABASE_URL is "…@db\/maestro"/)
  expect(refusalOf({ REDIS_URL: 'http:x:hunter2@y@redis' })).not.toContain('hunter2')
  expect(refusalOf({ MAESTRO_KEYS: 'k1:hunter2' })).toMatch(/MAESTRO_KEYS is a text, .*id:base64 of 32 bytes/)
  expect(refusalOf({ MAESTRO_KEYS: 'k1:hunter2' })).not.toContain('hunter2')
})

it('takes a key ring of one key or several', () => {
  const key = Buffer.alloc(32, 7).toString('base64')
  for (const MAESTRO_KEYS of [`k1:${key}`, `k2:${key}, k1:${key}`])
    expect(readEnvironment({ MAESTRO_KEYS })).toMatchObject({ MAESTRO_KEYS })
})

it('takes an empty string as not set', () => {
  expect(readEnvironment({ MAESTRO_PORT: '', REDIS_URL: '' })).toEqual(defaults)
})

it('is told completely and in the same words in the README', () => {
  const rows = variables.map(([name, field]) => {
    const value = defaults[name]
    return `| \`${name}\` | ${value === undefined ? '' : `\`${String(value)}\``} | ${field.description} |`
  })
  const readme = readFileSync(new URL('README.md', repository), 'utf8')
  expect(readme.split('\n').filter((line) => /^\| `[A-Z_]+` \|/.test(line))).toEqual(rows)
})

it('is in the example for containers, every variable of it', () => {
  const example = readFileSync(new URL('infra/maestro.env.example', repository), 'utf8')
  const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name)
  const notOurs = ['POSTGRES_PASSWORD', 'MAESTRO_SITE']
  expect(named.filter((name = '') => !notOurs.includes(name)).sort()).toEqual(variables.map(([name]) => name).sort())
})
