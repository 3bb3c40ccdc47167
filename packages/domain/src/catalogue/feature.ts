import type { Described } from '../language.js'

export type FeatureKey =
  | 'dual-screen'
  | 'hdmi-inputs'
  | 'api'
  | 'h323-registration'
  | 'registration-business'
  | 'registration-enterprise'

export type Feature = Described & { readonly key: FeatureKey }

export const FEATURES: readonly Feature[] = [
  {
    key: 'dual-screen',
    name: { en: 'Dual screen', de: 'Zwei Bildschirme' },
    description: {
      en: 'Use a second screen, for people on one and shared content on the other.',
      de: 'Einen zweiten Bildschirm nutzen: Personen auf dem einen, geteilte Inhalte auf dem anderen.',
    },
  },
  {
    key: 'hdmi-inputs',
    name: { en: 'HDMI inputs', de: 'HDMI-Eingänge' },
    description: {
      en: 'Connect laptops and other sources by HDMI cable and share them.',
      de: 'Laptops und andere Quellen per HDMI-Kabel anschließen und teilen.',
    },
  },
  {
    key: 'api',
    name: { en: 'Control API', de: 'Steuerungs-API' },
    description: {
      en: 'Let room control systems operate the device over a serial line or the network.',
      de: 'Raumsteuerungen bedienen das Gerät über serielle Schnittstelle oder Netzwerk.',
    },
  },
  {
    key: 'h323-registration',
    name: { en: 'H.323 registration', de: 'H.323-Registrierung' },
    description: {
      en: 'Register a third-party H.323 system, so that it can be dialled and can join meetings.',
      de: 'Ein H.323-System eines anderen Herstellers registrieren, damit es erreichbar ist und an Besprechungen teilnimmt.',
    },
  },
  {
    key: 'registration-business',
    name: { en: 'Business registration', de: 'Registrierung Business' },
    description: {
      en: 'Register with the meeting cloud, whose conference bridge hosts the meetings.',
      de: 'Anmeldung an der Meeting-Cloud, deren Konferenzserver die Besprechungen ausrichtet.',
    },
  },
  {
    key: 'registration-enterprise',
    name: { en: 'Enterprise registration', de: 'Registrierung Enterprise' },
    description: {
      en: 'Take part in the meetings of your own server, with its full roster and controls.',
      de: 'Teilnahme an den Besprechungen Ihres eigenen Servers, mit voller Teilnehmerliste und Steuerung.',
    },
  },
]

export const FEATURE_KEYS: readonly FeatureKey[] = FEATURES.map((feature) => feature.key)

export function findFeature(key: string): Feature | undefined {
  return FEATURES.find((feature) => feature.key === key)
}

export function isFeatureKey(key: string): key is FeatureKey {
  return findFeature(key) !== undefined
}
