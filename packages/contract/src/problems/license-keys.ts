import type { ProblemWords } from './problem.js'

/** Keys: redeemed, revoked, shown again, and those of a former vendor. */
export const licenseKeyProblems = {
  'license-key.too-many-guesses': {
    status: 429,
    title: { en: 'Too many unknown keys', de: 'Zu viele unbekannte Schlüssel' },
    detail: {
      en: 'Too many keys that are not known here were tried. Check the key, and try again in {seconds} s.',
      de: 'Es wurden zu viele Schlüssel probiert, die hier nicht bekannt sind. Prüfen Sie den Schlüssel, und versuchen Sie es in {seconds} s erneut.',
    },
  },
  'license-key.redeemed': {
    status: 409,
    title: { en: 'The key was redeemed', de: 'Der Schlüssel wurde eingelöst' },
    detail: {
      en: 'Its units belong to whoever redeemed it, so the key cannot be revoked. Units that were moved can be taken back.',
      de: 'Ihre Einheiten gehören dem, der ihn eingelöst hat; er lässt sich nicht mehr widerrufen. Zurücknehmen lassen sich übertragene Einheiten.',
    },
  },
  'license-key.of-vendor': {
    status: 409,
    title: { en: 'The key is a former vendor’s', de: 'Der Schlüssel stammt von einem früheren Anbieter' },
    detail: {
      en: 'It is kept as proof of what was bought and cannot be revoked. Release its feature from the device instead.',
      de: 'Er bleibt als Nachweis des Kaufs und lässt sich nicht widerrufen. Geben Sie stattdessen die Funktion auf dem Gerät frei.',
    },
  },
  'license-key.unreadable': {
    status: 409,
    title: { en: 'The key can no longer be read', de: 'Der Schlüssel ist nicht mehr lesbar' },
    detail: {
      en: 'It was sealed with a key ring that this installation does not have. Restore the key ring, or revoke the key and issue another.',
      de: 'Er wurde mit einem Schlüsselbund versiegelt, den diese Installation nicht hat. Stellen Sie den Schlüsselbund wieder her, oder widerrufen Sie den Schlüssel, und stellen Sie einen neuen aus.',
    },
  },
  'vendor-keys.file-unreadable': {
    status: 422,
    title: { en: 'The file cannot be read', de: 'Die Datei ist nicht lesbar' },
    detail: {
      en: 'A quotation is never closed. Save the file as CSV again.',
      de: 'Ein Anführungszeichen wird nie geschlossen. Speichern Sie die Datei erneut als CSV.',
    },
  },
  'vendor-keys.column-missing': {
    status: 422,
    title: { en: 'A column is missing', de: 'Eine Spalte fehlt' },
    detail: {
      en: 'The first line needs the column "{column}". Needed are key, feature, evidence and date.',
      de: 'In der ersten Zeile fehlt die Spalte „{column}“. Nötig sind key, feature, evidence und date.',
    },
  },
  'vendor-keys.too-many': {
    status: 422,
    title: { en: 'There are too many rows', de: 'Es sind zu viele Zeilen' },
    detail: {
      en: 'At most {most} keys are recorded at once. Split the file.',
      de: 'Es werden höchstens {most} Schlüssel auf einmal erfasst. Teilen Sie die Datei.',
    },
  },
  'vendor-keys.none': {
    status: 422,
    title: { en: 'There are no keys in the file', de: 'Die Datei enthält keine Schlüssel' },
    detail: {
      en: 'Write one key per line below the line of columns.',
      de: 'Schreiben Sie unter die Zeile mit den Spalten je Zeile einen Schlüssel.',
    },
  },
  'vendor-keys.wrong-rows': {
    status: 422,
    title: { en: 'Some rows are wrong', de: 'Einige Zeilen stimmen nicht' },
    detail: {
      en: 'Nothing was recorded. Correct the rows that are named, and send the file again.',
      de: 'Es wurde nichts erfasst. Berichtigen Sie die genannten Zeilen, und senden Sie die Datei erneut.',
    },
  },
  'vendor-key.missing': {
    status: 422,
    title: { en: 'Something is missing', de: 'Es fehlt etwas' },
    detail: { en: 'Fill in "{column}".', de: 'Füllen Sie „{column}“ aus.' },
  },
  'vendor-key.too-long': {
    status: 422,
    title: { en: 'The text is too long', de: 'Der Text ist zu lang' },
    detail: {
      en: 'At most {most} characters in "{column}".',
      de: 'Höchstens {most} Zeichen in „{column}“.',
    },
  },
  'vendor-key.units-invalid': {
    status: 422,
    title: { en: 'The units are no number', de: 'Die Einheiten sind keine Zahl' },
    detail: {
      en: 'Write a whole number from 1 to 10,000, and 1 for a key of one device.',
      de: 'Schreiben Sie eine ganze Zahl von 1 bis 10.000, und 1 bei einem Schlüssel für ein Gerät.',
    },
  },
  'vendor-key.date-invalid': {
    status: 422,
    title: { en: 'The date is none', de: 'Das Datum ist keines' },
    detail: {
      en: 'Write the day as 2021-03-31. It must not lie in the future.',
      de: 'Schreiben Sie den Tag als 2021-03-31. Er darf nicht in der Zukunft liegen.',
    },
  },
  'vendor-key.device-unknown': {
    status: 422,
    title: { en: 'The device is unknown', de: 'Das Gerät ist unbekannt' },
    detail: {
      en: 'No device here has the serial number "{serial}". Add it first, or leave the column empty.',
      de: 'Kein Gerät hier hat die Seriennummer „{serial}“. Legen Sie es erst an, oder lassen Sie die Spalte leer.',
    },
  },
  'vendor-key.repeated': {
    status: 422,
    title: { en: 'The key is there twice', de: 'Der Schlüssel steht zweimal da' },
    detail: {
      en: 'It repeats the key of line {line}; case and separators make no difference. Remove one of the two.',
      de: 'Er wiederholt den Schlüssel aus Zeile {line}; Groß- und Kleinschreibung und Trennzeichen zählen nicht. Entfernen Sie eine der beiden.',
    },
  },
  'license-key.too-few-units': {
    status: 409,
    title: { en: 'There are not so many free units', de: 'So viele freie Einheiten gibt es nicht' },
    detail: {
      en: 'The keys need {wanted} units of {feature}, and {free} of {units} in the pool are free. Issue fewer, or buy more.',
      de: 'Die Schlüssel brauchen {wanted} Einheiten von {feature}, und im Pool sind {free} von {units} frei. Stellen Sie weniger aus, oder kaufen Sie nach.',
    },
  },
  'vendor-key.already-recorded': {
    status: 409,
    title: { en: 'The key is recorded already', de: 'Der Schlüssel ist bereits erfasst' },
    detail: { en: 'Remove it from the file.', de: 'Entfernen Sie ihn aus der Datei.' },
  },
} as const satisfies Record<string, ProblemWords>
