import type { ProblemWords } from './problem.js'

/** What both doors, of people and of devices, say of a request that cannot even be read. */
export const unreadableProblems = {
  'request.not-json': {
    status: 400,
    title: { en: 'The body is not JSON', de: 'Der Inhalt ist kein JSON' },
    detail: {
      en: 'The body is empty, is not JSON in UTF-8, or holds a key such as __proto__. Send one JSON document.',
      de: 'Der Inhalt ist leer, kein JSON in UTF-8 oder enthält einen Schlüssel wie __proto__. Senden Sie ein JSON-Dokument.',
    },
  },
  'request.media-unknown': {
    status: 415,
    title: { en: 'The body has another format', de: 'Der Inhalt hat ein anderes Format' },
    detail: {
      en: 'Only JSON is read here. Send JSON with "Content-Type: application/json".',
      de: 'Hier wird nur JSON gelesen. Senden Sie JSON mit „Content-Type: application/json“.',
    },
  },
  'request.unreadable': {
    status: 400,
    title: { en: 'The request cannot be read', de: 'Die Anfrage ist nicht lesbar' },
    detail: {
      en: 'Its address or its headers are not encoded as HTTP wants them. Check the encoding and send it again.',
      de: 'Adresse oder Kopfzeilen sind nicht so kodiert, wie HTTP es verlangt. Prüfen Sie die Kodierung und senden Sie erneut.',
    },
  },
} as const satisfies Record<string, ProblemWords>
