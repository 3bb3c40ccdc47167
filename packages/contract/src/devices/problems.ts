import { z } from 'zod'
import { unreadableProblems } from '../problems/unreadable.js'

type Words = { readonly en: string; readonly de: string }
type Problem = { readonly status: number; readonly title: Words; readonly detail: Words }

/** Everything the devices' door says no with. The words are for the person who reads the device's log. */
export const deviceProblems = {
  'request.invalid': {
    status: 400,
    title: { en: 'The request does not fit', de: 'Die Anfrage passt nicht' },
    detail: {
      en: 'The request does not fit. See "errors" for each field.',
      de: 'Die Anfrage passt nicht. Unter „errors“ steht jedes Feld.',
    },
  },
  ...unreadableProblems,
  'request.not-found': {
    status: 404,
    title: { en: 'There is no such door', de: 'Diese Tür gibt es nicht' },
    detail: {
      en: 'Devices are not answered at this address, or not with this method. Check both.',
      de: 'Unter dieser Adresse oder mit dieser Methode wird Geräten nicht geantwortet. Prüfen Sie beides.',
    },
  },
  'server.failed': {
    status: 500,
    title: { en: 'Something broke on our side', de: 'Bei uns ist etwas schiefgegangen' },
    detail: {
      en: 'Maestro failed. Try again; if it stays, give its operator the request id.',
      de: 'Maestro ist gescheitert. Versuchen Sie es erneut; bleibt es dabei, nennen Sie dem Betreiber die Anfrage-ID.',
    },
  },
  'enrolment.signature-invalid': {
    status: 400,
    title: { en: 'The signature is not valid', de: 'Die Signatur ist ungültig' },
    detail: {
      en: 'The signature does not belong to this key and this text. Sign the seven lines with the key that you send.',
      de: 'Die Signatur gehört nicht zu diesem Schlüssel und Text. Signieren Sie die sieben Zeilen mit dem gesendeten Schlüssel.',
    },
  },
  'enrolment.code-unknown': {
    status: 404,
    title: { en: 'The claim code is not valid', de: 'Der Code ist ungültig' },
    detail: {
      en: 'This claim code is unknown, used or expired. Ask for a new one in the console.',
      de: 'Dieser Code ist unbekannt, verbraucht oder abgelaufen. Fordern Sie in der Konsole einen neuen an.',
    },
  },
  'enrolment.device-differs': {
    status: 409,
    title: { en: 'The claim code is for another device', de: 'Der Code gehört zu einem anderen Gerät' },
    detail: {
      en: 'This claim code was issued for another serial number or model. Use the code of this device.',
      de: 'Dieser Code gehört zu einer anderen Seriennummer oder einem anderen Modell. Verwenden Sie den Code dieses Geräts.',
    },
  },
  'enrolment.key-in-use': {
    status: 409,
    title: { en: 'The key is in use', de: 'Der Schlüssel ist vergeben' },
    detail: {
      en: 'Another device already uses this key. Make a new key for this device.',
      de: 'Ein anderes Gerät verwendet diesen Schlüssel schon. Erzeugen Sie für dieses Gerät einen neuen.',
    },
  },
  'token.assertion-invalid': {
    status: 401,
    title: { en: 'The assertion is not valid', de: 'Der Nachweis ist ungültig' },
    detail: {
      en: 'The assertion is not valid. Sign it with the enrolled key and check "aud" and the clock of the device.',
      de: 'Der Nachweis ist ungültig. Signieren Sie ihn mit dem angemeldeten Schlüssel und prüfen Sie „aud“ und die Uhr des Geräts.',
    },
  },
  'token.assertion-used': {
    status: 401,
    title: { en: 'The assertion was used before', de: 'Der Nachweis ist verbraucht' },
    detail: {
      en: 'This assertion was used before. Make a new one with a new "jti".',
      de: 'Dieser Nachweis wurde schon verwendet. Erzeugen Sie einen neuen mit neuer „jti“.',
    },
  },
  'token.missing': {
    status: 401,
    title: { en: 'A device token is needed', de: 'Ein Geräte-Token ist nötig' },
    detail: {
      en: 'Send a valid device token as "Authorization: Bearer …". Get one from /device/v1/token.',
      de: 'Senden Sie ein gültiges Geräte-Token als „Authorization: Bearer …“. Sie erhalten es unter /device/v1/token.',
    },
  },
  'message.invalid': {
    status: 400,
    title: { en: 'The message does not fit', de: 'Die Nachricht passt nicht' },
    detail: {
      en: 'The message does not fit its kind.',
      de: 'Die Nachricht passt nicht zu ihrer Art.',
    },
  },
  'message.too-large': {
    status: 413,
    title: { en: 'The message is too large', de: 'Die Nachricht ist zu groß' },
    detail: {
      en: 'It is larger than this door takes: 16 KB for enrolment and tokens, 128 KB for a message.',
      de: 'Sie ist größer, als diese Tür annimmt: 16 KB für Anmeldung und Token, 128 KB für eine Nachricht.',
    },
  },
  'device.unknown': {
    status: 404,
    title: { en: 'Unknown device', de: 'Unbekanntes Gerät' },
    detail: {
      en: 'There is no such device here.',
      de: 'Dieses Gerät gibt es hier nicht.',
    },
  },
  'requests.too-many': {
    status: 429,
    title: { en: 'Too many requests', de: 'Zu viele Anfragen' },
    detail: {
      en: 'Too many requests. Wait as long as "Retry-After" says.',
      de: 'Zu viele Anfragen. Warten Sie so lange, wie „Retry-After“ sagt.',
    },
  },
} as const satisfies Record<string, Problem>
export type DeviceProblemCode = keyof typeof deviceProblems

/** RFC 9457, as `application/problem+json`. */
export const deviceProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type DeviceProblem = z.infer<typeof deviceProblem>
