import type { ProblemWords } from './problem.js'

export const requestProblems = {
  'request.invalid': {
    status: 400,
    title: { en: 'The request is not valid', de: 'Die Anfrage ist ungültig' },
    detail: {
      en: 'Correct the fields listed under "errors" and send it again.',
      de: 'Korrigieren Sie die unter „errors“ genannten Felder und senden Sie erneut.',
    },
  },
  'request.text-unstorable': {
    status: 400,
    title: { en: 'A character that cannot be kept', de: 'Ein Zeichen, das sich nicht speichern lässt' },
    detail: {
      en: 'Holds a NUL character or half of a character, which cannot be kept. Remove it.',
      de: 'Enthält ein NUL-Zeichen oder ein halbes Zeichen, das sich nicht speichern lässt. Entfernen Sie es.',
    },
  },
  'request.cursor-invalid': {
    status: 400,
    title: { en: 'The cursor does not fit', de: 'Der Cursor passt nicht' },
    detail: {
      en: 'A cursor belongs to the filter and order it came from. Start again without one.',
      de: 'Ein Cursor gehört zu Filter und Sortierung, aus denen er stammt. Beginnen Sie ohne Cursor von vorn.',
    },
  },
  'request.version-missing': {
    status: 428,
    title: { en: 'Say which version you change', de: 'Die geänderte Version fehlt' },
    detail: {
      en: 'Send the ETag of what you read as If-Match, so that nobody’s change is overwritten.',
      de: 'Senden Sie den gelesenen ETag als If-Match, damit keine fremde Änderung überschrieben wird.',
    },
  },
  'request.version-outdated': {
    status: 412,
    title: { en: 'Somebody was faster', de: 'Jemand war schneller' },
    detail: {
      en: 'This was changed since you read it. Read it again and repeat your change.',
      de: 'Der Stand wurde seit dem Lesen geändert. Laden Sie neu und wiederholen Sie Ihre Änderung.',
    },
  },
  'request.key-reused': {
    status: 422,
    title: { en: 'The idempotency key was used for something else', de: 'Der Idempotenzschlüssel ist vergeben' },
    detail: {
      en: 'Use a new Idempotency-Key for a different request.',
      de: 'Verwenden Sie für eine andere Anfrage einen neuen Idempotency-Key.',
    },
  },
  'request.in-progress': {
    status: 409,
    title: { en: 'The same request is being worked on', de: 'Dieselbe Anfrage läuft bereits' },
    detail: {
      en: 'Wait a moment and send it again with the same Idempotency-Key.',
      de: 'Warten Sie kurz und senden Sie sie mit demselben Idempotency-Key erneut.',
    },
  },
  'request.too-large': {
    status: 413,
    title: { en: 'The request is too large', de: 'Die Anfrage ist zu groß' },
    detail: { en: 'Send less than 1 MB at a time.', de: 'Senden Sie weniger als 1 MB auf einmal.' },
  },
  'request.too-many': {
    status: 429,
    title: { en: 'Too many requests', de: 'Zu viele Anfragen' },
    detail: { en: 'Try again in {seconds} s.', de: 'Versuchen Sie es in {seconds} s erneut.' },
  },
  'request.not-found': {
    status: 404,
    title: { en: 'There is no such thing here', de: 'Das gibt es hier nicht' },
    detail: {
      en: 'It does not exist, or you may not see it. Check the address.',
      de: 'Es existiert nicht, oder Sie dürfen es nicht sehen. Prüfen Sie die Adresse.',
    },
  },
  'request.failed': {
    status: 500,
    title: { en: 'Something broke on our side', de: 'Bei uns ist etwas schiefgegangen' },
    detail: {
      en: 'Nothing was changed. Try again; if it stays, give your administrator the request id {requestId}.',
      de: 'Es wurde nichts geändert. Versuchen Sie es erneut; bleibt es dabei, nennen Sie Ihrer Administration die Anfrage-ID {requestId}.',
    },
  },
  'access.sign-in-needed': {
    status: 401,
    title: { en: 'Sign in first', de: 'Bitte zuerst anmelden' },
    detail: {
      en: 'Sign in, or send an API token as "Authorization: Bearer …".',
      de: 'Melden Sie sich an, oder senden Sie ein API-Token als „Authorization: Bearer …“.',
    },
  },
  'access.right-missing': {
    status: 403,
    title: { en: 'You may not do this', de: 'Dazu sind Sie nicht berechtigt' },
    detail: {
      en: 'This needs the right "{right}". Ask an owner or admin of {organization}.',
      de: 'Dafür wird das Recht „{right}“ benötigt. Wenden Sie sich an die Administration von {organization}.',
    },
  },
  'access.foreign-origin': {
    status: 403,
    title: { en: 'This came from another site', de: 'Die Anfrage kam von einer fremden Seite' },
    detail: {
      en: 'Changes are accepted from {origin} only. Open Maestro there.',
      de: 'Änderungen werden nur von {origin} angenommen. Öffnen Sie Maestro dort.',
    },
  },
} as const satisfies Record<string, ProblemWords>
