import type { SettingFacts } from '../setting.js'

export const sensorsSettings: readonly SettingFacts[] = [
  {
    key: 'sensors.peopleCountOutOfCall',
    type: 'bool',
    name: { en: 'Count people without a call', de: 'Personen ohne Anruf zählen' },
    description: {
      en: 'Whether the camera counts people also when there is no call.',
      de: 'Ob die Kamera Personen auch ohne Anruf zählt.',
    },
    default: false,
    core: true,
  },
  {
    key: 'sensors.presence',
    type: 'bool',
    name: { en: 'Presence', de: 'Anwesenheit' },
    description: {
      en: 'Whether the device notices that somebody is in the room.',
      de: 'Ob das Gerät merkt, dass jemand im Raum ist.',
    },
    default: true,
    core: true,
  },
  {
    key: 'sensors.ambientNoise',
    type: 'bool',
    name: { en: 'Ambient noise', de: 'Umgebungsgeräusch' },
    description: {
      en: 'Whether the device measures how loud the room is, without recording.',
      de: 'Ob das Gerät misst, wie laut der Raum ist, ohne aufzuzeichnen.',
    },
    default: false,
    firmware: { since: '5.8' },
  },
  {
    key: 'sensors.ultrasound',
    type: 'enum',
    name: { en: 'Ultrasound sensor', de: 'Ultraschallsensor' },
    description: {
      en: 'Whether ultrasound is used to notice people.',
      de: 'Ob Personen mit Ultraschall bemerkt werden.',
    },
    values: ['Auto', 'Off'],
    default: 'Auto',
  },
  {
    key: 'sensors.radar',
    type: 'enum',
    name: { en: 'Radar sensor', de: 'Radarsensor' },
    description: { en: 'Whether radar is used to notice people.', de: 'Ob Personen mit Radar bemerkt werden.' },
    values: ['Auto', 'Off'],
    default: 'Auto',
  },
  {
    key: 'privacy.usageDataUpload',
    type: 'bool',
    name: { en: 'Usage data to the maker', de: 'Nutzungsdaten an den Hersteller' },
    description: {
      en: 'Whether the device sends usage data to its maker.',
      de: 'Ob das Gerät Nutzungsdaten an den Hersteller sendet.',
    },
    default: false,
  },
]
