import type { SettingFacts } from '../setting.js'

export const h323Settings: readonly SettingFacts[] = [
  {
    key: 'h323.enabled',
    type: 'bool',
    name: { en: 'H.323', de: 'H.323' },
    description: {
      en: 'Whether the device can make and take H.323 calls.',
      de: 'Ob das Gerät H.323-Anrufe führen kann.',
    },
    default: false,
    core: true,
  },
  {
    key: 'h323.gatekeeper',
    type: 'string',
    name: { en: 'Gatekeeper', de: 'Gatekeeper' },
    description: { en: 'The address of the H.323 gatekeeper.', de: 'Die Adresse des H.323-Gatekeepers.' },
    maxLength: 255,
    default: '',
    core: true,
  },
  {
    key: 'h323.callSetup',
    type: 'enum',
    name: { en: 'H.323 call set-up', de: 'H.323-Rufaufbau' },
    description: {
      en: 'Whether H.323 calls go through the gatekeeper or straight to the other side.',
      de: 'Ob H.323-Anrufe über den Gatekeeper oder direkt zur Gegenseite gehen.',
    },
    values: ['Direct', 'Gatekeeper'],
    default: 'Gatekeeper',
  },
  {
    key: 'h323.e164',
    type: 'string',
    name: { en: 'H.323 number', de: 'H.323-Rufnummer' },
    description: {
      en: 'The number under which the gatekeeper knows the device.',
      de: 'Die Nummer, unter der der Gatekeeper das Gerät kennt.',
    },
    maxLength: 30,
    default: '',
    core: true,
    broadestLayer: 'device',
  },
  {
    key: 'h323.alias',
    type: 'string',
    name: { en: 'H.323 alias', de: 'H.323-Alias' },
    description: {
      en: 'The name under which the gatekeeper knows the device.',
      de: 'Der Name, unter dem der Gatekeeper das Gerät kennt.',
    },
    maxLength: 49,
    default: '',
    core: true,
    broadestLayer: 'device',
  },
  {
    key: 'h323.nat.mode',
    type: 'enum',
    name: { en: 'H.323 behind NAT', de: 'H.323 hinter NAT' },
    description: {
      en: 'Whether the device gives its public address in H.323 calls.',
      de: 'Ob das Gerät in H.323-Anrufen seine öffentliche Adresse nennt.',
    },
    values: ['Auto', 'Off', 'On'],
    default: 'Off',
  },
  {
    key: 'h323.encryptionKeySize',
    type: 'enum',
    name: { en: 'H.323 key size', de: 'H.323-Schlüssellänge' },
    description: {
      en: 'How long the keys are that protect H.323 calls.',
      de: 'Wie lang die Schlüssel sind, die H.323-Anrufe schützen.',
    },
    values: ['Max1024bit', 'Min1024bit', 'Min2048bit'],
    default: 'Min1024bit',
  },
]
