import { expect, it } from 'vitest'
import { deploymentReasonText } from './deployment-reasons.js'
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

it('counts one as one, in both languages', () => {
  const once = { attempts: 1, seconds: 30 }
  const thrice = { attempts: 3, seconds: 30 }
  expect(reasonText('no-answer', 'en', once)).toContain('Sent 1 time and waited 30 s; the device')
  expect(reasonText('no-answer', 'en', thrice)).toContain('Sent 3 times and waited 30 s each time; the device')
  expect(reasonText('no-answer', 'de', once)).toContain('1-mal gesendet und dann 30 s gewartet; das Gerät')
  expect(reasonText('no-answer', 'de', thrice)).toContain('3-mal gesendet und je 30 s gewartet; das Gerät')
  const ring = { ring: 1, name: 'first', failed: 1, done: 1, percent: 0 }
  expect(deploymentReasonText('ring-stopped', 'en', ring)).toContain('1 of 1 device failed')
  expect(deploymentReasonText('ring-stopped', 'de', ring)).toContain('1 von 1 Gerät ist fehlgeschlagen')
  expect(deploymentReasonText('ring-stopped', 'de', { ...ring, failed: 2, done: 5 })).toContain(
    '2 von 5 Geräten sind fehlgeschlagen',
  )
})
