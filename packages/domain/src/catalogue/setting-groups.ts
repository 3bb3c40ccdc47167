import type { Bilingual } from '../language.js'

export const SETTING_GROUPS = {
  network: { en: 'Network', de: 'Netzwerk' },
  access: { en: '802.1X, VLAN, QoS, proxy', de: '802.1X, VLAN, QoS, Proxy' },
  time: { en: 'Time and office hours', de: 'Zeit und Bürozeiten' },
  system: { en: 'System and user interface', de: 'System und Bedienoberfläche' },
  audio: { en: 'Audio', de: 'Audio' },
  camera: { en: 'Cameras and video', de: 'Kameras und Video' },
  display: { en: 'Displays and inputs', de: 'Bildschirme und Eingänge' },
  content: { en: 'Content sharing', de: 'Inhalte teilen' },
  call: { en: 'Calls', de: 'Anrufe' },
  sip: { en: 'SIP', de: 'SIP' },
  h323: { en: 'H.323', de: 'H.323' },
  calendar: { en: 'Calendar and booking', de: 'Kalender und Buchung' },
  security: { en: 'Security and administration', de: 'Sicherheit und Verwaltung' },
  api: { en: 'API and control', de: 'API und Steuerung' },
  power: { en: 'Standby, power, signage', de: 'Standby, Energie, Digital Signage' },
  logging: { en: 'Logging and monitoring', de: 'Protokolle und Überwachung' },
  sensors: { en: 'Sensors and privacy', de: 'Sensoren und Datenschutz' },
  firmware: { en: 'Firmware', de: 'Firmware' },
  peripherals: { en: 'Expected peripherals', de: 'Erwartete Peripherie' },
} as const satisfies Record<string, Bilingual>

export type SettingGroupKey = keyof typeof SETTING_GROUPS
