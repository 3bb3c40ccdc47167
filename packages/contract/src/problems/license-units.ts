import type { ProblemWords } from './problem.js'

/** Pools, and units that change hands; in the order in which they are decided. */
export const licenseUnitProblems = {
  'license-pool.of-vendor': {
    status: 409,
    title: { en: 'These units are a former vendor’s', de: 'Diese Einheiten stammen von einem früheren Anbieter' },
    detail: {
      en: 'They are counted as they were recorded and neither change nor end. Record further keys to add units.',
      de: 'Sie zählen so, wie sie erfasst wurden, und ändern sich nicht. Erfassen Sie weitere Schlüssel, um Einheiten hinzuzufügen.',
    },
  },
  'license-pool.revoked': {
    status: 409,
    title: { en: 'The pool was revoked', de: 'Der Pool wurde widerrufen' },
    detail: {
      en: 'That cannot be taken back. Fill a new pool instead.',
      de: 'Das lässt sich nicht zurücknehmen. Füllen Sie stattdessen einen neuen Pool.',
    },
  },
  'license-pool.term-backwards': {
    status: 422,
    title: { en: 'The term ends before it begins', de: 'Die Laufzeit endet vor ihrem Beginn' },
    detail: {
      en: 'Choose an end after the beginning, or none.',
      de: 'Wählen Sie ein Ende nach dem Beginn oder keines.',
    },
  },
  'license-pool.below-use': {
    status: 409,
    title: { en: 'More units are in use than would be left', de: 'Es sind mehr Einheiten vergeben, als übrig blieben' },
    detail: {
      en: '{used} units are active, in keys or given away. Keep at least {used}, release some first, or let over-use only warn.',
      de: '{used} Einheiten sind aktiv, in Schlüsseln oder weitergegeben. Behalten Sie mindestens {used}, geben Sie erst welche frei, oder lassen Sie bei Überschreitung nur warnen.',
    },
  },
  'license-units.receiver-unknown': {
    status: 422,
    title: { en: 'The receiver is unknown', de: 'Der Empfänger ist unbekannt' },
    detail: {
      en: 'Units go to and come from own customers only, and the operator’s partners. Choose one from your list.',
      de: 'Einheiten gehen nur an eigene Kunden und die Partner des Betreibers, und nur von dort zurück. Wählen Sie aus Ihrer Liste.',
    },
  },
  'license-units.no-right': {
    status: 403,
    title: { en: 'The grant does not allow it', de: 'Die Freigabe erlaubt es nicht' },
    detail: {
      en: 'What was moved belongs to {customer}. Ask there for a grant with the right to manage licences.',
      de: 'Was übertragen wurde, gehört {customer}. Bitten Sie dort um eine Freigabe mit dem Recht, Lizenzen zu verwalten.',
    },
  },
  'license-units.not-movable': {
    status: 409,
    title: { en: 'These units cannot be moved', de: 'Diese Einheiten lassen sich nicht übertragen' },
    detail: {
      en: 'Units of a trial or of a former vendor stay where they are. Move bought ones.',
      de: 'Einheiten eines Tests oder eines früheren Anbieters bleiben, wo sie sind. Übertragen Sie gekaufte.',
    },
  },
  'license-units.too-few': {
    status: 409,
    title: { en: 'Not enough units are free', de: 'Es sind nicht genug Einheiten frei' },
    detail: {
      en: 'Free in this pool: {free} of {feature}. Move fewer, release some, or buy more.',
      de: 'Frei in diesem Pool: {free} von {feature}. Übertragen Sie weniger, geben Sie welche frei, oder kaufen Sie nach.',
    },
  },
  'license-units.in-use': {
    status: 409,
    title: { en: 'The units are in use', de: 'Die Einheiten sind vergeben' },
    detail: {
      en: 'Unused of what this pool moved to {customer}: {free}. Take back no more than that, or have others released there first.',
      de: 'Ungenutzt von dem, was dieser Pool an {customer} übertragen hat: {free}. Nehmen Sie höchstens so viele zurück, oder lassen Sie dort erst welche freigeben.',
    },
  },
} as const satisfies Record<string, ProblemWords>
