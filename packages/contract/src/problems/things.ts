import type { ProblemWords } from './problem.js'

export const thingProblems = {
  'device.serial-taken': {
    status: 409,
    title: { en: 'The serial number is taken', de: 'Die Seriennummer ist vergeben' },
    detail: {
      en: 'A device of {vendor} with the serial number {serial} is already registered. Check the label.',
      de: 'Ein Gerät von {vendor} mit der Seriennummer {serial} ist bereits erfasst. Prüfen Sie das Typenschild.',
    },
  },
  'device.serial-invalid': {
    status: 422,
    title: { en: 'The serial number is not valid', de: 'Die Seriennummer ist ungültig' },
    detail: {
      en: 'Use 2 to 64 letters, digits or - . / : _ as on the label.',
      de: 'Verwenden Sie 2 bis 64 Buchstaben, Ziffern oder - . / : _ wie auf dem Typenschild.',
    },
  },
  'device.mac-invalid': {
    status: 422,
    title: { en: 'The MAC address is not valid', de: 'Die MAC-Adresse ist ungültig' },
    detail: {
      en: 'Write twelve hexadecimal digits, such as 00:1a:2b:3c:4d:5e.',
      de: 'Schreiben Sie zwölf hexadezimale Ziffern, etwa 00:1a:2b:3c:4d:5e.',
    },
  },
  'device.unknown-model': {
    status: 422,
    title: { en: 'The model is not in the catalogue', de: 'Das Modell steht nicht im Katalog' },
    detail: {
      en: '"{model}" is not a known device model. Choose one of the catalogue.',
      de: '„{model}“ ist kein bekanntes Gerätemodell. Wählen Sie eines aus dem Katalog.',
    },
  },
  'device.cannot-be-linked': {
    status: 422,
    title: { en: 'This model cannot be linked', de: 'Dieses Modell lässt sich nicht verbinden' },
    detail: {
      en: '{model} does not speak to Maestro. Record it by hand.',
      de: '{model} spricht nicht mit Maestro. Erfassen Sie es von Hand.',
    },
  },
  'device.not-staged': {
    status: 409,
    title: { en: 'The device is not waiting to be claimed', de: 'Das Gerät wartet nicht auf Anmeldung' },
    detail: {
      en: 'A claim code is for a linked device before its first contact. This one is {state}.',
      de: 'Einen Anmeldecode gibt es für verbundene Geräte vor dem ersten Kontakt. Dieses ist „{state}“.',
    },
  },
  'device.retired': {
    status: 409,
    title: { en: 'The device is retired', de: 'Das Gerät ist ausgemustert' },
    detail: {
      en: '{name} was retired and does not change any more.',
      de: '{name} wurde ausgemustert und ändert sich nicht mehr.',
    },
  },
  'device.not-recorded': {
    status: 409,
    title: { en: 'The device reports this itself', de: 'Das meldet das Gerät selbst' },
    detail: {
      en: 'Firmware is recorded by hand only for devices that are not linked.',
      de: 'Die Firmware wird nur bei nicht verbundenen Geräten von Hand erfasst.',
    },
  },
  'device.not-linked': {
    status: 409,
    title: { en: 'The device is not linked', de: 'Das Gerät ist nicht verbunden' },
    detail: {
      en: '{name} is only recorded: it cannot be configured from here.',
      de: '{name} ist nur erfasst und lässt sich von hier nicht konfigurieren.',
    },
  },
  'room.not-found': {
    status: 422,
    title: { en: 'There is no such room', de: 'Diesen Raum gibt es nicht' },
    detail: { en: 'Choose a room of this organization.', de: 'Wählen Sie einen Raum dieser Organisation.' },
  },
  'room.not-empty': {
    status: 409,
    title: { en: 'The room still has devices', de: 'Im Raum stehen noch Geräte' },
    detail: {
      en: 'Move its {devices} {devices|device|devices} first.',
      de: 'Verlegen Sie zuerst {devices|sein|seine} {devices} {devices|Gerät|Geräte}.',
    },
  },
  'location.not-found': {
    status: 422,
    title: { en: 'There is no such place', de: 'Diesen Ort gibt es nicht' },
    detail: { en: 'Choose a place of this organization.', de: 'Wählen Sie einen Ort dieser Organisation.' },
  },
  'location.not-empty': {
    status: 409,
    title: { en: 'The place is not empty', de: 'Der Ort ist nicht leer' },
    detail: {
      en: 'Move or remove the rooms and places in it first.',
      de: 'Verlegen oder entfernen Sie zuerst die Räume und Orte darin.',
    },
  },
  'location.kind-too-broad': {
    status: 422,
    title: { en: 'The place is too large for where it stands', de: 'Der Ort ist zu groß für seinen Platz' },
    detail: {
      en: 'A {kind} cannot stand inside a {parentKind}.',
      de: '„{kind}“ kann nicht innerhalb von „{parentKind}“ liegen.',
    },
  },
  'location.too-deep': {
    status: 422,
    title: { en: 'The tree is too deep', de: 'Der Baum ist zu tief' },
    detail: {
      en: 'Places can be nested {maximum} deep at most.',
      de: 'Orte lassen sich höchstens {maximum} Ebenen tief verschachteln.',
    },
  },
  'location.inside-itself': {
    status: 422,
    title: { en: 'A place cannot be inside itself', de: 'Ein Ort kann nicht in sich selbst liegen' },
    detail: { en: 'Choose another parent.', de: 'Wählen Sie einen anderen übergeordneten Ort.' },
  },
  'registration.model-cannot': {
    status: 422,
    title: { en: 'The model has no such registration', de: 'Das Modell kennt diese Registrierung nicht' },
    detail: {
      en: '{model} cannot be registered as "{mode}". Possible: {possible}.',
      de: '{model} lässt sich nicht als „{mode}“ registrieren. Möglich: {possible}.',
    },
  },
  'member.already': {
    status: 409,
    title: { en: 'This person is already a member', de: 'Diese Person ist bereits Mitglied' },
    detail: {
      en: '{email} already belongs to this organization. Change the role instead.',
      de: '{email} gehört bereits zu dieser Organisation. Ändern Sie stattdessen die Rolle.',
    },
  },
  'member.last-owner': {
    status: 409,
    title: { en: 'An organization needs an owner', de: 'Eine Organisation braucht eine Inhaberin oder einen Inhaber' },
    detail: { en: 'Make somebody else owner first.', de: 'Ernennen Sie zuerst jemand anderen.' },
  },
  'member.role-above-own': {
    status: 403,
    title: { en: 'You cannot give more than you have', de: 'Sie können nicht mehr vergeben, als Sie haben' },
    detail: {
      en: 'The role "{role}" has rights that you do not have.',
      de: 'Die Rolle „{role}“ hat Rechte, die Sie nicht haben.',
    },
  },
  'token.already-expired': {
    status: 422,
    title: { en: 'This token would be expired already', de: 'Dieses Token wäre schon abgelaufen' },
    detail: {
      en: '"expiresAt" lies in the past. Choose a time to come, or leave it out for a token without an end.',
      de: '„expiresAt“ liegt in der Vergangenheit. Wählen Sie einen künftigen Zeitpunkt, oder lassen Sie die Angabe für ein Token ohne Ende weg.',
    },
  },
  'token.scope-unknown': {
    status: 422,
    title: { en: 'Unknown scope', de: 'Unbekannter Geltungsbereich' },
    detail: {
      en: '"{scope}" is not a right you have here. Possible: {possible}.',
      de: '„{scope}“ ist kein Recht, das Sie hier haben. Möglich: {possible}.',
    },
  },
  'audit.timeline-of-nothing': {
    status: 422,
    title: { en: 'A timeline of what?', de: 'Ein Verlauf wovon?' },
    detail: {
      en: 'Name a device ("deviceId") or a room ("roomId").',
      de: 'Nennen Sie ein Gerät („deviceId“) oder einen Raum („roomId“).',
    },
  },
  'room.office-hours-backwards': {
    status: 422,
    title: { en: 'Office hours end before they begin', de: 'Die Bürozeit endet vor ihrem Beginn' },
    detail: {
      en: 'They run from {from} to {to} on a day. Choose an end later on the same day, or take the day out.',
      de: 'Sie geht an einem Tag von {from} bis {to}. Wählen Sie ein späteres Ende am selben Tag oder nehmen Sie den Tag heraus.',
    },
  },
  'room.office-hours-twice': {
    status: 422,
    title: { en: 'A day is named twice', de: 'Ein Tag kommt doppelt vor' },
    detail: {
      en: 'Weekday {day} (1 is Monday) has more than one stretch of office hours. Give each day one.',
      de: 'Wochentag {day} (1 ist Montag) hat mehr als eine Bürozeit. Geben Sie jedem Tag eine.',
    },
  },
  'organization.time-zone-unknown': {
    status: 422,
    title: { en: 'There is no such time zone', de: 'Diese Zeitzone gibt es nicht' },
    detail: {
      en: '"{timeZone}" is not a time zone. Write its IANA name, such as Europe/Berlin.',
      de: '„{timeZone}“ ist keine Zeitzone. Schreiben Sie ihren IANA-Namen, etwa Europe/Berlin.',
    },
  },
  'customer.not-a-partner': {
    status: 409,
    title: { en: 'Only partners and the operator have customers', de: 'Nur Partner und der Betreiber haben Kunden' },
    detail: { en: '{organization} is a customer itself.', de: '{organization} ist selbst ein Kunde.' },
  },
} as const satisfies Record<string, ProblemWords>
