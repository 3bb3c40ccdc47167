import type { SettingFacts } from '../setting.js'

export const firmwareSettings: readonly SettingFacts[] = [
  {
    key: 'firmware.channel',
    type: 'enum',
    name: { en: 'Firmware channel', de: 'Firmware-Kanal' },
    description: {
      en: 'From which channel the device takes new firmware.',
      de: 'Aus welchem Kanal das Gerät neue Firmware bezieht.',
    },
    values: ['Stable', 'Preview', 'Verification', 'Trial'],
    default: 'Stable',
    core: true,
  },
  {
    key: 'firmware.autoUpgrade',
    type: 'bool',
    name: { en: 'Automatic upgrades', de: 'Automatisch aktualisieren' },
    description: {
      en: 'Whether the device installs new firmware without being told to.',
      de: 'Ob das Gerät neue Firmware ohne Auftrag installiert.',
    },
    default: false,
    core: true,
  },
  {
    key: 'firmware.provider',
    type: 'enum',
    name: { en: 'Firmware provider', de: 'Firmware-Anbieter' },
    description: {
      en: 'Who owns the upgrades of the device, so that two managers do not fight over it.',
      de: 'Wem die Aktualisierungen des Geräts gehören, damit nicht zwei Verwaltungen darum streiten.',
    },
    values: ['Cisco', 'Microsoft'],
    default: 'Cisco',
    modelNeeds: { vendor: 'Cisco' },
  },
]
