import type { UplinkMessage } from '@maestro/contract/devices'
import { SETTINGS } from '@maestro/domain'
import { expect, it } from 'vitest'
import { withoutSecrets } from './reported-secrets.js'

const secret = SETTINGS.find((setting) => setting.secret && !setting.key.includes('['))?.key.split('.') ?? []
const reportOf = (settings: object): UplinkMessage => ({
  kind: 'reported',
  body: {
    version: 1,
    desiredVersion: 1,
    status: 'applied',
    patch: { firmware: '5.10.0', settings: settings as never },
  },
})

it('keeps the values of secrets out of what is stored, and everything else in', () => {
  const nested = (value: unknown) => secret.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value)
  const report = reportOf({ ...(nested('open sesame') as object), display: { monitors: 'Dual' } })
  const stored = JSON.stringify(withoutSecrets(report))
  expect(secret.length).toBeGreaterThan(1)
  expect(stored).not.toContain('open sesame')
  expect(stored).toContain('"monitors":"Dual"')
  expect(stored).toContain('"firmware":"5.10.0"')
})

it('leaves a report without secrets as it is', () => {
  const report = reportOf({ display: { monitors: 'Dual' } })
  expect(withoutSecrets(report)).toBe(report)
})
