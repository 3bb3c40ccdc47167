import type { ProblemWords } from './problem.js'

/** In the order in which they are decided. */
export const licenseProblems = {
  'license-key.mistyped': {
    status: 422,
    title: { en: 'The key is mistyped', de: 'Der Schlüssel ist vertippt' },
    detail: {
      en: 'The check value does not fit. Compare the key with your document, group by group.',
      de: 'Der Prüfwert passt nicht. Vergleichen Sie den Schlüssel Gruppe für Gruppe mit Ihrem Dokument.',
    },
  },
  'license-key.unknown': {
    status: 404,
    title: { en: 'The key is unknown', de: 'Der Schlüssel ist unbekannt' },
    detail: {
      en: 'The key is typed correctly, but it is not known here. Ask whoever sold it to you.',
      de: 'Der Schlüssel ist richtig geschrieben, aber hier nicht bekannt. Fragen Sie nach, wo er gekauft wurde.',
    },
  },
  'license.model-cannot': {
    status: 422,
    title: { en: 'The model cannot have this feature', de: 'Das Modell kann diese Funktion nicht haben' },
    detail: {
      en: '{model} cannot be licensed for {feature}.',
      de: '{model} lässt sich nicht für {feature} lizenzieren.',
    },
  },
  'license.revoked': {
    status: 409,
    title: { en: 'The licence was revoked', de: 'Die Lizenz wurde widerrufen' },
    detail: { en: 'Ask whoever sold it to you for another one.', de: 'Bitten Sie die Verkaufsstelle um einen neuen.' },
  },
  'license.suspended': {
    status: 409,
    title: { en: 'The licence is suspended', de: 'Die Lizenz ist ausgesetzt' },
    detail: {
      en: 'Its units are suspended for the time being. Ask whoever suspended them to resume them.',
      de: 'Ihre Einheiten sind vorübergehend ausgesetzt. Bitten Sie darum, sie wieder freizugeben.',
    },
  },
  'license.not-yet-valid': {
    status: 409,
    title: { en: 'The licence is not valid yet', de: 'Die Lizenz gilt noch nicht' },
    detail: {
      en: 'It starts on {from}. Activate it then.',
      de: 'Sie beginnt am {from}. Aktivieren Sie sie dann.',
    },
  },
  'license.expired': {
    status: 409,
    title: { en: 'The licence has expired', de: 'Die Lizenz ist abgelaufen' },
    detail: {
      en: 'It ended on {to}. Renew it, or use another key.',
      de: 'Sie endete am {to}. Verlängern Sie sie, oder verwenden Sie einen anderen Schlüssel.',
    },
  },
  'license.key-and-feature': {
    status: 422,
    title: { en: 'A key or a feature, not both', de: 'Ein Schlüssel oder eine Funktion, nicht beides' },
    detail: {
      en: 'A key says itself which feature it is for. Send the key alone, or the feature alone to use a unit that is here already.',
      de: 'Ein Schlüssel sagt selbst, für welche Funktion er ist. Senden Sie den Schlüssel allein, oder die Funktion allein, um eine vorhandene Einheit zu nutzen.',
    },
  },
  'license.no-units-left': {
    status: 409,
    title: { en: 'All units are in use', de: 'Alle Einheiten sind vergeben' },
    detail: {
      en: 'All {units} units of {feature} are in use. Release one from another device, or buy more.',
      de: 'Alle {units} Einheiten von {feature} sind vergeben. Geben Sie eine auf einem anderen Gerät frei, oder kaufen Sie nach.',
    },
  },
  'license.no-pool': {
    status: 409,
    title: { en: 'There are no units here', de: 'Hier gibt es keine Einheiten' },
    detail: {
      en: 'This organization has no units of {feature}. Enter a licence key.',
      de: 'Diese Organisation hat keine Einheiten von {feature}. Geben Sie einen Lizenzschlüssel ein.',
    },
  },
  'license.not-active': {
    status: 404,
    title: { en: 'The feature is not active here', de: 'Die Funktion ist hier nicht aktiv' },
    detail: { en: '{feature} is not active on this device.', de: '{feature} ist auf diesem Gerät nicht aktiv.' },
  },
  'license-trial.already-started': {
    status: 409,
    title: { en: 'There was a trial before', de: 'Es gab schon eine Testphase' },
    detail: {
      en: 'A trial can be started once, and {customer} had its own. Issue licence keys instead.',
      de: 'Eine Testphase gibt es nur einmal, und {customer} hatte sie schon. Stellen Sie stattdessen Lizenzschlüssel aus.',
    },
  },
  'license-pool.only-operator': {
    status: 403,
    title: { en: 'Only the operator fills pools', de: 'Nur der Betreiber füllt Pools' },
    detail: {
      en: 'Redeem a key instead, or ask your partner.',
      de: 'Lösen Sie stattdessen einen Schlüssel ein, oder fragen Sie Ihren Partner.',
    },
  },
  'license-pool.unknown-feature': {
    status: 422,
    title: { en: 'The feature is unknown', de: 'Die Funktion ist unbekannt' },
    detail: { en: '"{feature}" is not in the catalogue.', de: '„{feature}“ steht nicht im Katalog.' },
  },
  'license-key.customer-unknown': {
    status: 422,
    title: { en: 'The customer is unknown', de: 'Der Kunde ist unbekannt' },
    detail: {
      en: 'A key can be made out to one of your own customers only.',
      de: 'Ein Schlüssel lässt sich nur auf einen eigenen Kunden ausstellen.',
    },
  },
  'license-signing-key.only-operator': {
    status: 403,
    title: { en: 'Only the operator has these keys', de: 'Diese Schlüssel hat nur der Betreiber' },
    detail: {
      en: 'Licence files are signed for the whole installation. Ask whoever runs it.',
      de: 'Lizenzdateien werden für die ganze Installation signiert. Fragen Sie deren Betreiber.',
    },
  },
  'license-signing-key.rotated-meanwhile': {
    status: 409,
    title: { en: 'Somebody else was faster', de: 'Jemand war schneller' },
    detail: {
      en: 'The key was changed a moment ago. Look at the keys before you change it again.',
      de: 'Der Schlüssel wurde gerade gewechselt. Sehen Sie die Schlüssel an, bevor Sie ihn noch einmal wechseln.',
    },
  },
} as const satisfies Record<string, ProblemWords>
