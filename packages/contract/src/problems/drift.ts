import type { ProblemWords } from './problem.js'

export const driftProblems = {
  'drift.nothing-differs': {
    status: 409,
    title: { en: 'Nothing differs any more', de: 'Es weicht nichts mehr ab' },
    detail: {
      en: 'None of these settings differs from what should be. Read the list again.',
      de: 'Keine dieser Einstellungen weicht noch vom Soll ab. Laden Sie die Liste neu.',
    },
  },
  'drift.too-many': {
    status: 422,
    title: { en: 'Too many devices at once', de: 'Zu viele Geräte auf einmal' },
    detail: {
      en: 'More than {maximum} devices differ here. Narrow the filter, for example to one setting.',
      de: 'Hier weichen mehr als {maximum} Geräte ab. Engen Sie den Filter ein, etwa auf eine Einstellung.',
    },
  },
  'drift.needs-second-person': {
    status: 409,
    title: { en: 'A second person is needed', de: 'Es braucht eine zweite Person' },
    detail: {
      en: 'From {from} devices on, this organization wants a second person to agree. Choose fewer devices.',
      de: 'Ab {from} Geräten verlangt diese Organisation die Zustimmung einer zweiten Person. Wählen Sie weniger Geräte.',
    },
  },
  'drift.every-device-needs-second-person': {
    status: 409,
    title: { en: 'A second person is needed', de: 'Es braucht eine zweite Person' },
    detail: {
      en: 'In this organization a second person agrees to every change, also of a single device, so nothing is sent again from here. Take over what the device reports, or have the limit for approvals changed in the settings.',
      de: 'In dieser Organisation stimmt jeder Änderung eine zweite Person zu, auch an einem einzelnen Gerät, darum wird von hier nichts erneut gesendet. Übernehmen Sie, was das Gerät meldet, oder lassen Sie die Grenze für Freigaben in den Einstellungen ändern.',
    },
  },
  'drift.not-reported': {
    status: 422,
    title: { en: 'The device does not report it', de: 'Das Gerät meldet sie nicht' },
    detail: {
      en: 'The device reports no value for "{key}", so there is none to take over.',
      de: 'Das Gerät meldet für „{key}“ keinen Wert, der sich übernehmen ließe.',
    },
  },
  'drift.nothing-adoptable': {
    status: 422,
    title: { en: 'None of it can be taken over', de: 'Nichts davon lässt sich übernehmen' },
    detail: { en: '{first} Nothing was saved.', de: '{first} Es wurde nichts gespeichert.' },
  },
} as const satisfies Record<string, ProblemWords>
