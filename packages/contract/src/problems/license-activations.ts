import type { ProblemWords } from './problem.js'

export const licenseActivationProblems = {
  'license.already-active': {
    status: 409,
    title: { en: 'The other device has it already', de: 'Das andere Gerät hat sie bereits' },
    detail: {
      en: '{feature} is active on {name} already. Choose another device, or release it here.',
      de: '{feature} ist auf {name} bereits aktiv. Wählen Sie ein anderes Gerät, oder geben Sie die Lizenz hier frei.',
    },
  },
  'license.same-device': {
    status: 422,
    title: { en: 'It is the same device', de: 'Es ist dasselbe Gerät' },
    detail: {
      en: 'A licence moves from one device to another. Choose another device than {name}.',
      de: 'Eine Lizenz wechselt von einem Gerät zu einem anderen. Wählen Sie ein anderes Gerät als {name}.',
    },
  },
  'license.kept-by-rule': {
    status: 409,
    title: { en: 'A rule gives it to this device', de: 'Eine Regel gibt sie diesem Gerät' },
    detail: {
      en: 'The rule for the group {group} would give {feature} back to {name}. Pause the rule, or take the device out of the group.',
      de: 'Die Regel für die Gruppe {group} gäbe {name} die Funktion {feature} gleich zurück. Halten Sie die Regel an, oder nehmen Sie das Gerät aus der Gruppe.',
    },
  },
  'license.kept-by-trial': {
    status: 409,
    title: { en: 'It is on trial', de: 'Sie ist im Test' },
    detail: {
      en: 'Until {day} every device that can have {feature} has it, and {name} would get it back by itself. What is not bought by then drops.',
      de: 'Bis {day} hat jedes Gerät {feature}, das die Funktion haben kann, und {name} bekäme sie von selbst zurück. Was bis dahin nicht gekauft ist, entfällt.',
    },
  },
  'license-batch.preview-changed': {
    status: 409,
    title: { en: 'The preview is outdated', de: 'Die Vorschau ist überholt' },
    detail: {
      en: 'Devices or units have changed since the preview. Preview it again, then start it.',
      de: 'Seit der Vorschau haben sich Geräte oder Einheiten geändert. Rufen Sie die Vorschau neu auf, und starten Sie dann.',
    },
  },
  'license-batch.nothing-to-do': {
    status: 409,
    title: { en: 'There is nothing to do', de: 'Es gibt nichts zu tun' },
    detail: {
      en: 'The preview shows no device that would change. Choose other devices.',
      de: 'Die Vorschau zeigt kein Gerät, das sich ändern würde. Wählen Sie andere Geräte.',
    },
  },
  'license-batch.already-started': {
    status: 409,
    title: { en: 'It was started already', de: 'Der Vorgang wurde schon gestartet' },
    detail: {
      en: 'This preview was started before. Look at its progress, or make a new preview.',
      de: 'Diese Vorschau wurde bereits gestartet. Sehen Sie den Fortschritt an, oder erstellen Sie eine neue.',
    },
  },
  'license-batch.not-running': {
    status: 409,
    title: { en: 'It is not under way', de: 'Der Vorgang läuft nicht' },
    detail: {
      en: 'Only what is under way can be cancelled.',
      de: 'Abbrechen lässt sich nur, was gerade läuft.',
    },
  },
  'license-rule.exists': {
    status: 409,
    title: { en: 'There is such a rule', de: 'Diese Regel gibt es schon' },
    detail: {
      en: 'The group {group} has a rule for this feature already. Change that one.',
      de: 'Die Gruppe {group} hat für diese Funktion schon eine Regel. Ändern Sie diese.',
    },
  },
  'license-rule.priority-taken': {
    status: 409,
    title: { en: 'The priority is taken', de: 'Die Priorität ist vergeben' },
    detail: {
      en: 'The rule for the group {group} has the priority {priority}. Choose another one, so that it is clear who is served first.',
      de: 'Die Regel für die Gruppe {group} hat die Priorität {priority}. Wählen Sie eine andere, damit klar ist, wer zuerst an der Reihe ist.',
    },
  },
  'group.has-license-rule': {
    status: 409,
    title: { en: 'A licence rule needs the group', de: 'Eine Lizenzregel braucht die Gruppe' },
    detail: {
      en: 'A licence rule is for the group {name}. Remove the rule first.',
      de: 'Für die Gruppe {name} gibt es eine Lizenzregel. Entfernen Sie zuerst die Regel.',
    },
  },
  'device.already-replaced': {
    status: 409,
    title: { en: 'The device was replaced already', de: 'Das Gerät wurde schon ersetzt' },
    detail: {
      en: '{name} was replaced by {by}. Replace that one if it fails too.',
      de: '{name} wurde bereits durch {by} ersetzt. Ersetzen Sie jenes, wenn auch das ausfällt.',
    },
  },
  'device.replaced-by-itself': {
    status: 422,
    title: { en: 'A device cannot replace itself', de: 'Ein Gerät kann sich nicht selbst ersetzen' },
    detail: {
      en: 'Choose another device than {name}, or enter the serial number of a new one.',
      de: 'Wählen Sie ein anderes Gerät als {name}, oder geben Sie die Seriennummer eines neuen ein.',
    },
  },
  'device.replacement-kind-differs': {
    status: 422,
    title: { en: 'This model cannot take its place', de: 'Dieses Modell kann nicht an seine Stelle treten' },
    detail: {
      en: '{name} is {management}, {model} is not. Choose a model that is managed in the same way.',
      de: '{name} ist „{management}“, {model} nicht. Wählen Sie ein Modell, das ebenso verwaltet wird.',
    },
  },
  'device.replacement-changed': {
    status: 409,
    title: { en: 'The preview is outdated', de: 'Die Vorschau ist überholt' },
    detail: {
      en: 'One of the two devices has changed since the preview. Preview it again, then replace it.',
      de: 'Seit der Vorschau hat sich eines der beiden Geräte geändert. Rufen Sie die Vorschau neu auf, und ersetzen Sie dann.',
    },
  },
} as const satisfies Record<string, ProblemWords>
