import type { ProblemWords } from './problem.js'
import { unreadableProblems } from './unreadable.js'

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
  ...unreadableProblems,
  'request.unavailable': {
    status: 503,
    title: { en: 'A part of Maestro does not answer', de: 'Ein Teil von Maestro antwortet nicht' },
    detail: {
      en: 'What stands behind this address is starting or away. Try again in a moment.',
      de: 'Was hinter dieser Adresse steht, startet gerade oder ist nicht erreichbar. Versuchen Sie es gleich noch einmal.',
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
  'request.key-too-long': {
    status: 400,
    title: { en: 'The idempotency key is too long', de: 'Der Idempotenzschlüssel ist zu lang' },
    detail: {
      en: 'Use an Idempotency-Key of at most {longest} characters, such as a UUID.',
      de: 'Verwenden Sie einen Idempotency-Key von höchstens {longest} Zeichen, etwa eine UUID.',
    },
  },
  'request.parameter-unknown': {
    status: 400,
    title: { en: 'There is no such parameter', de: 'Diesen Parameter gibt es nicht' },
    detail: {
      en: '"{name}" is not a parameter of this address, and would not narrow anything. It takes: {known}.',
      de: '„{name}“ ist kein Parameter dieser Adresse und würde nichts eingrenzen. Möglich sind: {known}.',
    },
  },
  'request.parameter-mistaken': {
    status: 400,
    title: { en: 'There is no such parameter', de: 'Diesen Parameter gibt es nicht' },
    detail: {
      en: '"{name}" is not a parameter of this address, and would not narrow anything. Did you mean "{nearest}"?',
      de: '„{name}“ ist kein Parameter dieser Adresse und würde nichts eingrenzen. Meinten Sie „{nearest}“?',
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
    detail: {
      en: 'It is larger than this address takes. Send less at a time.',
      de: 'Sie ist größer, als diese Adresse annimmt. Senden Sie weniger auf einmal.',
    },
  },
  'request.too-many': {
    status: 429,
    title: { en: 'Too many requests', de: 'Zu viele Anfragen' },
    detail: { en: 'Try again in {seconds} s.', de: 'Versuchen Sie es in {seconds} s erneut.' },
  },
  'request.busy': {
    status: 503,
    title: { en: 'Too much at once', de: 'Zu viel auf einmal' },
    detail: {
      en: 'Others are changing the same things right now, and waiting for them took too long. Your change was given up; try again in {seconds} s.',
      de: 'Andere ändern gerade dasselbe, und das Warten darauf hat zu lange gedauert. Ihre Änderung wurde aufgegeben; versuchen Sie es in {seconds} s erneut.',
    },
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
  'access.credentials-wrong': {
    status: 401,
    title: { en: 'This sign-in is not valid', de: 'Diese Anmeldung ist ungültig' },
    detail: {
      en: 'E-mail and password do not match. Check both and try again.',
      de: 'E-Mail und Passwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es erneut.',
    },
  },
  'access.too-many-guesses': {
    status: 429,
    title: { en: 'Too many failed sign-ins', de: 'Zu viele fehlgeschlagene Anmeldungen' },
    detail: { en: 'Try again in {seconds} s.', de: 'Versuchen Sie es in {seconds} s erneut.' },
  },
  'access.person-needed': {
    status: 403,
    title: { en: 'This is for people', de: 'Das ist für Personen' },
    detail: {
      en: 'An API token has no name, language, password or sessions of a person. Sign in as a person to change yours.',
      de: 'Ein API-Token hat weder Namen noch Sprache, Passwort oder Sitzungen einer Person. Melden Sie sich als Person an, um Ihre zu ändern.',
    },
  },
  'access.password-wrong': {
    status: 422,
    title: { en: 'The current password is wrong', de: 'Das bisherige Passwort ist falsch' },
    detail: {
      en: 'Nothing was changed. Type the password that you sign in with now.',
      de: 'Es wurde nichts geändert. Geben Sie das Passwort ein, mit dem Sie sich jetzt anmelden.',
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
