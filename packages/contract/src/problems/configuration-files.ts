import type { ProblemWords } from './problem.js'

const unknown = (thing: { en: string; de: string }, hint: { en: string; de: string }): ProblemWords => ({
  status: 422,
  title: { en: `There is no such ${thing.en}`, de: `${thing.de} gibt es nicht` },
  detail: {
    en: `There is no ${thing.en} "{name}" in this organization. ${hint.en}`,
    de: `${thing.de} „{name}“ gibt es in dieser Organisation nicht. ${hint.de}`,
  },
})

export const configurationFileProblems = {
  'configuration.file-refused': {
    status: 422,
    title: { en: 'The file is refused', de: 'Die Datei wird abgelehnt' },
    detail: { en: '{first} Nothing was saved.', de: '{first} Es wurde nichts gespeichert.' },
  },
  'configuration.plan-outdated': {
    status: 409,
    title: { en: 'The plan is out of date', de: 'Der Plan ist überholt' },
    detail: {
      en: 'Something changed since the plan was made. Plan again.',
      de: 'Seit dem Plan hat sich etwas geändert. Planen Sie neu.',
    },
  },
  'configuration.file-unknown-profile': unknown(
    { en: 'profile', de: 'Das Profil' },
    { en: 'Add it to the file, or check its name.', de: 'Nehmen Sie es in die Datei auf, oder prüfen Sie den Namen.' },
  ),
  'configuration.file-unknown-group': unknown(
    { en: 'group', de: 'Die Gruppe' },
    { en: 'Add it to the file, or check its name.', de: 'Nehmen Sie sie in die Datei auf, oder prüfen Sie den Namen.' },
  ),
  'configuration.file-unknown-location': unknown(
    { en: 'place', de: 'Den Ort' },
    {
      en: 'Write its path from the top, such as "Germany / Hamburg".',
      de: 'Schreiben Sie den Pfad von oben, etwa „Deutschland / Hamburg“.',
    },
  ),
  'configuration.file-unknown-room': unknown(
    { en: 'room', de: 'Den Raum' },
    { en: 'Check its name.', de: 'Prüfen Sie den Namen.' },
  ),
  'configuration.file-unknown-model': unknown(
    { en: 'model', de: 'Das Modell' },
    { en: 'Write its key, such as "gtm-5250".', de: 'Schreiben Sie den Schlüssel, etwa „gtm-5250“.' },
  ),
  'configuration.file-unknown-device': unknown(
    { en: 'device with the serial number', de: 'Das Gerät mit der Seriennummer' },
    { en: 'Check the number.', de: 'Prüfen Sie die Nummer.' },
  ),
  'configuration.file-ambiguous': {
    status: 422,
    title: { en: 'The name means several things', de: 'Der Name ist mehrdeutig' },
    detail: {
      en: 'Several here are called "{name}". Write the path in front of it, or rename one of them.',
      de: 'Hier heißen mehrere „{name}“. Schreiben Sie den Pfad davor, oder benennen Sie eines um.',
    },
  },
  'configuration.file-scope-needs-name': {
    status: 422,
    title: { en: 'A name is missing', de: 'Ein Name fehlt' },
    detail: {
      en: 'Say which {kind} is meant: add "name".',
      de: 'Sagen Sie, was mit „{kind}“ gemeint ist: Ergänzen Sie „name“.',
    },
  },
  'configuration.file-scope-without-name': {
    status: 422,
    title: { en: 'A name too many', de: 'Ein Name zu viel' },
    detail: {
      en: 'The organization needs no name: leave "{name}" out.',
      de: 'Die Organisation braucht keinen Namen: Lassen Sie „{name}“ weg.',
    },
  },
} as const satisfies Record<string, ProblemWords>
