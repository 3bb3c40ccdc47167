import type { ProblemWords } from './problem.js'

export const configurationProblems = {
  'configuration.refused': {
    status: 422,
    title: { en: 'The change is refused', de: 'Die Änderung wird abgelehnt' },
    detail: { en: '{first} Nothing was saved or sent.', de: '{first} Es wurde nichts gespeichert oder gesendet.' },
  },
  'configuration.unknown-key': {
    status: 422,
    title: { en: 'Unknown setting', de: 'Unbekannte Einstellung' },
    detail: {
      en: 'There is no setting "{key}". Check its spelling.',
      de: 'Die Einstellung „{key}“ gibt es nicht. Prüfen Sie die Schreibweise.',
    },
  },
  'configuration.model-lacks-setting': {
    status: 422,
    title: { en: 'The model lacks this setting', de: 'Das Modell hat diese Einstellung nicht' },
    detail: { en: '{model} has no setting "{key}".', de: '{model} hat keine Einstellung „{key}“.' },
  },
  'configuration.firmware-too-old': {
    status: 422,
    title: { en: 'The firmware is too old', de: 'Die Firmware ist zu alt' },
    detail: {
      en: '"{what}" exists from firmware {since} on; this device has {firmware}. Update its firmware first.',
      de: '„{what}“ gibt es ab Firmware {since}; dieses Gerät hat {firmware}. Aktualisieren Sie zuerst seine Firmware.',
    },
  },
  'configuration.firmware-too-new': {
    status: 422,
    title: { en: 'The firmware has this no more', de: 'Die Firmware hat das nicht mehr' },
    detail: {
      en: '"{what}" exists in firmware before {until} only; this device has {firmware}. Leave it out.',
      de: '„{what}“ gibt es nur in Firmware vor {until}; dieses Gerät hat {firmware}. Lassen Sie es weg.',
    },
  },
  'configuration.wrong-type': {
    status: 422,
    title: { en: 'Wrong type', de: 'Falscher Typ' },
    detail: { en: '"{key}" must be of type {type}.', de: '„{key}“ muss vom Typ {type} sein.' },
  },
  'configuration.not-a-value': {
    status: 422,
    title: { en: 'Not a possible value', de: 'Kein möglicher Wert' },
    detail: {
      en: '"{key}" cannot be "{value}". Possible: {values}.',
      de: '„{key}“ kann nicht „{value}“ sein. Möglich: {values}.',
    },
  },
  'configuration.out-of-range': {
    status: 422,
    title: { en: 'Out of range', de: 'Außerhalb des Bereichs' },
    detail: {
      en: '"{key}" must be between {minimum} and {maximum}.',
      de: '„{key}“ muss zwischen {minimum} und {maximum} liegen.',
    },
  },
  'configuration.too-long': {
    status: 422,
    title: { en: 'Too long', de: 'Zu lang' },
    detail: {
      en: '"{key}" can have at most {maxLength} characters.',
      de: '„{key}“ darf höchstens {maxLength} Zeichen haben.',
    },
  },
  'configuration.feature-missing': {
    status: 422,
    title: { en: 'A licence is missing', de: 'Eine Lizenz fehlt' },
    detail: {
      en: '"{key}" = {value} needs the feature "{feature}", which this device has no licence for. Activate a licence key first.',
      de: '„{key}“ = {value} braucht die Funktion „{feature}“, für die dieses Gerät keine Lizenz hat. Aktivieren Sie zuerst einen Lizenzschlüssel.',
    },
  },
  'configuration.wrong-format': {
    status: 422,
    title: { en: 'Wrong format', de: 'Falsches Format' },
    detail: {
      en: '"{key}" must be written like this: {example}.',
      de: '„{key}“ muss so geschrieben sein: {example}.',
    },
  },
  'configuration.secret-hidden': {
    status: 422,
    title: { en: 'This is not the secret', de: 'Das ist nicht das Geheimnis' },
    detail: {
      en: '"••••••" stands for a secret that is set, and "{key}" has none here that could stay as it is. Type the secret itself.',
      de: '„••••••“ steht für ein gesetztes Geheimnis, und „{key}“ hat hier keines, das bleiben könnte. Geben Sie das Geheimnis selbst ein.',
    },
  },
  'configuration.value-required': {
    status: 422,
    title: { en: 'A value is missing', de: 'Ein Wert fehlt' },
    detail: {
      en: '"{key}" needs a value because "{because}" is {value}.',
      de: '„{key}“ braucht einen Wert, weil „{because}“ auf {value} steht.',
    },
  },
  'configuration.layer-too-broad': {
    status: 422,
    title: { en: 'Not at this level', de: 'Nicht auf dieser Ebene' },
    detail: {
      en: '"{key}" can be set for {broadestLayer} or narrower only.',
      de: '„{key}“ lässt sich nur ab der Ebene {broadestLayer} setzen.',
    },
  },
  'configuration.no-model-has': {
    status: 422,
    title: { en: 'No model has this setting', de: 'Kein Modell hat diese Einstellung' },
    detail: {
      en: 'No model has "{key}". Check the number in the brackets.',
      de: 'Kein Modell hat „{key}“. Prüfen Sie die Zahl in den Klammern.',
    },
  },
  'configuration.locked': {
    status: 422,
    title: { en: 'The setting is locked', de: 'Die Einstellung ist gesperrt' },
    detail: {
      en: '"{key}" is locked in the profile {profile} ({scope}). Change it there, or have the lock lifted.',
      de: '„{key}“ ist im Profil {profile} ({scope}) gesperrt. Ändern Sie den Wert dort, oder lassen Sie die Sperre aufheben.',
    },
  },
  'configuration.lock-without-value': {
    status: 422,
    title: { en: 'A lock without a value', de: 'Eine Sperre ohne Wert' },
    detail: {
      en: '"{key}" is locked but has no value in this profile. Give it a value, or leave the lock out.',
      de: '„{key}“ ist gesperrt, hat aber in diesem Profil keinen Wert. Geben Sie einen Wert an, oder lassen Sie die Sperre weg.',
    },
  },
  'configuration.file-repeats': {
    status: 422,
    title: { en: 'Twice in the file', de: 'Zweimal in der Datei' },
    detail: {
      en: '"{name}" is in the file twice. Leave one out.',
      de: '„{name}“ steht zweimal in der Datei. Lassen Sie einen Eintrag weg.',
    },
  },
  'configuration.file-rule-and-devices': {
    status: 422,
    title: { en: 'Rule or devices', de: 'Regel oder Geräte' },
    detail: {
      en: 'The group "{name}" has a rule and devices of its own. Leave one of the two out.',
      de: 'Die Gruppe „{name}“ hat eine Regel und eigene Geräte. Lassen Sie eines von beiden weg.',
    },
  },
  'configuration.file-secret-missing': {
    status: 422,
    title: { en: 'There is no such secret', de: 'Dieses Geheimnis gibt es nicht' },
    detail: {
      en: '"{key}" of "{name}" is to stay as it is, but it has no value here yet. Write its value, or leave it out.',
      de: '„{key}“ von „{name}“ soll bleiben, hat hier aber noch keinen Wert. Geben Sie den Wert an, oder lassen Sie ihn weg.',
    },
  },
  'configuration.needs-second-person': {
    status: 409,
    title: { en: 'A second person is needed', de: 'Es braucht eine zweite Person' },
    detail: {
      en: 'In this organization a second person agrees to every change, also of a single device. Put the values into a profile, assign it to this device, prepare a deployment, and ask for approval.',
      de: 'In dieser Organisation stimmt jeder Änderung eine zweite Person zu, auch an einem einzelnen Gerät. Legen Sie die Werte in ein Profil, weisen Sie es diesem Gerät zu, bereiten Sie eine Bereitstellung vor und bitten Sie um Freigabe.',
    },
  },
  'configuration.nothing-changes': {
    status: 422,
    title: { en: 'Nothing would change', de: 'Es würde sich nichts ändern' },
    detail: { en: 'The device already has these values.', de: 'Das Gerät hat diese Werte bereits.' },
  },
  'deployment.nothing-to-retry': {
    status: 409,
    title: { en: 'Nothing failed', de: 'Nichts ist fehlgeschlagen' },
    detail: {
      en: 'There is no failed device to try again, or a newer change has taken its place.',
      de: 'Es gibt kein fehlgeschlagenes Gerät, oder eine neuere Änderung gilt bereits.',
    },
  },
  'deployment.cancelled-not-retried': {
    status: 409,
    title: { en: 'It was cancelled', de: 'Sie wurde abgebrochen' },
    detail: {
      en: 'This deployment was cancelled, so its failed devices are not tried again. Prepare a new deployment for them.',
      de: 'Diese Bereitstellung wurde abgebrochen, darum werden ihre fehlgeschlagenen Geräte nicht noch einmal versucht. Bereiten Sie für sie eine neue vor.',
    },
  },
  'deployment.nothing-to-cancel': {
    status: 409,
    title: { en: 'Nothing is waiting', de: 'Nichts wartet mehr' },
    detail: {
      en: 'Everything in this deployment was already sent or has ended.',
      de: 'In dieser Bereitstellung ist alles bereits gesendet oder beendet.',
    },
  },
} as const satisfies Record<string, ProblemWords>
