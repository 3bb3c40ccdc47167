import type { SettingFacts } from '../setting.js'

export const peripheralsSettings: readonly SettingFacts[] = [
  {
    key: 'peripherals.expected.cameras',
    type: 'enum',
    name: { en: 'Cameras expected', de: 'Erwartete Kameras' },
    description: {
      en: 'How many cameras should be connected; the device reports when it finds fewer.',
      de: 'Wie viele Kameras angeschlossen sein sollen; das Gerät meldet, wenn es weniger findet.',
    },
    values: [
      'NotSet',
      'Minimum1',
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
    ],
    default: 'Minimum1',
    core: true,
  },
  {
    key: 'peripherals.expected.touchPanels',
    type: 'enum',
    name: { en: 'Touch panels expected', de: 'Erwartete Touchpanels' },
    description: {
      en: 'How many touch panels should be connected; the device reports when it finds fewer.',
      de: 'Wie viele Touchpanels angeschlossen sein sollen; das Gerät meldet, wenn es weniger findet.',
    },
    values: ['NotSet', 'Auto', 'Minimum1', '0', '1', '2', '3', '4', '5'],
    default: 'Auto',
  },
  {
    key: 'peripherals.expected.microphones',
    type: 'enum',
    name: { en: 'Microphones expected', de: 'Erwartete Mikrofone' },
    description: {
      en: 'How many microphones should be connected; the device reports when it finds fewer.',
      de: 'Wie viele Mikrofone angeschlossen sein sollen; das Gerät meldet, wenn es weniger findet.',
    },
    values: ['NotSet', 'Minimum1', '0', '1', '2', '3', '4', '5', '6', '7', '8'],
    default: 'NotSet',
  },
]
