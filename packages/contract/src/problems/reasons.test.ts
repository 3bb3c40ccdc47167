import { expect, it } from 'vitest'
import { reasonText } from './reasons.js'

const refused = (...errors: object[]) => ({ message: 'as the log has it', errors })

it('says in the reader’s language why a device refused, and quotes the device after that', () => {
  const params = refused({ path: '/settings/ui/theme', code: 'unsupported', message: 'No such theme.' })
  expect(reasonText('refused-by-device', 'en', params)).toBe(
    'The device refused it: it does not support this value. It says: “No such theme.”',
  )
  expect(reasonText('refused-by-device', 'de', params)).toBe(
    'Das Gerät hat abgelehnt: es unterstützt diesen Wert nicht. Es meldet: „No such theme.“',
  )
})

it('says each reason once, and quotes nobody who said nothing', () => {
  const twice = refused({ code: 'busy', message: null }, { code: 'busy', message: null })
  expect(reasonText('partly-refused-by-device', 'en', twice)).toBe('The device took only a part of it: it was busy.')
})

it('owns up to a code that nobody knows', () => {
  const params = refused({ code: 'E-17', message: 'Teapot' })
  expect(reasonText('refused-by-device', 'en', params)).toContain('it named no reason we know. It says: “Teapot”')
})
