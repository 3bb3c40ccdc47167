import type { Language } from '@maestro/domain'

/** What error codes of devices mean, as the end of a sentence about the device. */
const deviceErrorWords = {
  unsupported: { en: 'it does not support this value', de: 'es unterstützt diesen Wert nicht' },
  'out-of-range': { en: 'the value is outside its range', de: 'der Wert liegt außerhalb des Bereichs' },
  'read-only': { en: 'the setting cannot be changed on it', de: 'die Einstellung lässt sich an ihm nicht ändern' },
  'not-licensed': { en: 'it lacks the licence', de: 'ihm fehlt die Lizenz' },
  busy: { en: 'it was busy', de: 'es war beschäftigt' },
  'apply-failed': { en: 'it could not carry the change out', de: 'es konnte die Änderung nicht ausführen' },
} as const satisfies Record<string, Record<Language, string>>

const unknownError = { en: 'it named no reason we know', de: 'es nannte keinen bekannten Grund' }

const quotes = {
  en: (words: string) => ` It says: “${words}”`,
  de: (words: string) => ` Es meldet: „${words}“`,
} as const satisfies Record<Language, (words: string) => string>

interface DeviceError {
  readonly code: string
  readonly message: string | null
}

const isKnown = (code: string): code is keyof typeof deviceErrorWords => Object.hasOwn(deviceErrorWords, code)

/** Why a device refused, in words of ours; what it said itself follows as a quotation, in its own language. */
export function deviceWords(
  language: Language,
  { errors }: Readonly<Record<string, unknown>>,
): { readonly why: string; readonly said: string } {
  const named = Array.isArray(errors) ? (errors as readonly DeviceError[]) : []
  const why = named.map(({ code }) => (isKnown(code) ? deviceErrorWords[code] : unknownError)[language])
  const said = named.flatMap(({ message }) => message ?? [])
  return {
    why: [...new Set(why.length > 0 ? why : [unknownError[language]])].join('; '),
    said: said.length > 0 ? quotes[language]([...new Set(said)].join('; ')) : '',
  }
}
