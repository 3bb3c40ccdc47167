import type { SettingFacts } from '../setting.js'

export const apiSettings: readonly SettingFacts[] = [
  {
    key: 'api.mode',
    type: 'enum',
    name: { en: 'Control API', de: 'Steuerungs-API' },
    description: {
      en: 'Whether room control systems can operate the device, and over which line.',
      de: 'Ob und worüber Raumsteuerungen das Gerät bedienen können.',
    },
    values: ['off', 'serial', 'ip'],
    default: 'off',
    core: true,
    featureNeeded: { feature: 'api', when: 'values', values: ['serial', 'ip'] },
    modelNeeds: { licensable: 'api' },
  },
  {
    key: 'api.serial.baudRate',
    type: 'enum',
    name: { en: 'Serial speed', de: 'Serielle Geschwindigkeit' },
    description: {
      en: 'The speed of the serial line in bits per second.',
      de: 'Die Geschwindigkeit der seriellen Schnittstelle in Bit je Sekunde.',
    },
    values: ['115200', '9600', '19200', '38400', '57600'],
    featureNeeded: { feature: 'api', when: 'set' },
    modelNeeds: { licensable: 'api' },
  },
  {
    key: 'api.serial.loginRequired',
    type: 'bool',
    name: { en: 'Serial sign-in', de: 'Anmeldung an der seriellen Schnittstelle' },
    description: {
      en: 'Whether the serial line asks for a password.',
      de: 'Ob die serielle Schnittstelle ein Passwort verlangt.',
    },
    featureNeeded: { feature: 'api', when: 'set' },
    modelNeeds: { licensable: 'api' },
  },
  {
    key: 'api.httpFeedback.tlsVerify',
    type: 'bool',
    name: { en: 'Verify feedback server', de: 'Rückmeldeserver prüfen' },
    description: {
      en: 'Whether the certificate of the server that receives feedback is checked.',
      de: 'Ob das Zertifikat des Servers geprüft wird, der Rückmeldungen empfängt.',
    },
    featureNeeded: { feature: 'api', when: 'set' },
    modelNeeds: { licensable: 'api' },
  },
  {
    key: 'api.macros',
    type: 'bool',
    name: { en: 'Macros', de: 'Makros' },
    description: {
      en: 'Whether small programs may run on the device.',
      de: 'Ob kleine Programme auf dem Gerät laufen dürfen.',
    },
    featureNeeded: { feature: 'api', when: 'set' },
    modelNeeds: { licensable: 'api' },
  },
]
