import type { Words } from './words.js'

const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const german: Words = {
  language: 'de',
  usage: `maestro — Konfiguration als Dateien

  maestro export [-o DATEI]         alle Konfiguration einer Organisation als eine YAML-Datei
  maestro validate -f DATEI …       ist es eine Konfigurationsdatei? Fragt keinen Server
  maestro plan -f DATEI …           was sich ändern würde; gespeichert wird nichts
  maestro apply -f DATEI …          führt die Änderungen des Plans aus, alle oder keine
  maestro license verify -f DATEI --keys KEYS.json
                                    ist eine Lizenzdatei echt und gültig? Fragt keinen Server

Welche Organisation:
  --url URL                 wo Maestro ist              (MAESTRO_URL, http://localhost:8300)
  --token TOKEN             ein API-Token               (MAESTRO_TOKEN; besser, denn eine Befehlszeile sehen auch andere)
  --organization ID         nach ID oder Kurznamen      (die des Tokens)
Dateien:
  -f, --file DATEI          mehrere gelten als eine; ein Ordner steht für seine YAML-Dateien, - für die Standardeingabe
  -o, --output DATEI        wohin ein Export geht       (Standardausgabe)
  --keys DATEI              öffentliche Schlüssel der Lizenzdateien: /.well-known/license-keys.json, gespeichert
  --serial SERIENNUMMER     die Lizenz muss für dieses Gerät sein
  --at ZEITPUNKT            gilt sie dann, statt jetzt
  --prune                   entfernen, was in den Dateien fehlt; sonst bleibt es
Wie:
  -y, --yes                 nichts fragen
  --reason TEXT             steht im Protokoll
  --deploy                  danach eine Verteilung an die betroffenen Geräte vorbereiten und starten
  --include-pending         mit --yes: auch verteilen, was auf diesen Geräten schon wartet
  --wait                    die Verteilung bis zum Ende verfolgen
  --timeout MINUTEN         nicht länger warten
  --json                    Antworten für Programme
  -h, --help

Das Programm endet mit 0, wenn alles getan oder nichts zu tun ist, mit 1 bei einem Fehler, mit 2, wenn ein Plan Änderungen
hat oder eine Lizenzdatei nicht gilt, und mit 3, wenn eine Datei ungültig ist oder Maestro sie ablehnt. Farben nur am Terminal, und nicht mit NO_COLOR.`,
  seeHelp: 'Siehe maestro --help.',
  unknownCommand: (word, known) => `Den Befehl „${word}“ gibt es nicht. Es gibt: ${known}.`,
  tooMuch: (words) => `„${words}“ ist hier unbekannt. Dateien nennen Sie mit -f.`,
  noMinutes: (text) => `--timeout braucht Minuten, nicht „${text}“.`,
  noFile: 'Welche Datei? Nennen Sie sie mit -f.',
  noSuchFile: (name) => `${name} lässt sich nicht lesen. Stimmt der Name?`,
  emptyFolder: (name) => `In ${name} liegt keine YAML-Datei.`,
  notYaml: 'Das ist kein YAML:',
  noDocument: (name) => `${name} enthält keine Konfiguration. Sie beginnt mit „version: 1“.`,
  notAFile: (mistakes) => `Das ist noch keine Konfigurationsdatei: ${some(mistakes, 'Fehler', 'Fehler')}.`,
  unknownName: (names) => `${names} ist hier unbekannt. Prüfen Sie die Schreibweise.`,
  quoteIt: 'muss ein Text sein. Setzen Sie die Zahl in Anführungszeichen.',
  missing: 'fehlt.',
  valid: (names) => `${names}: Die Form stimmt. Ob Namen und Werte stimmen, sagt „maestro plan“.`,
  noToken:
    'Es braucht ein API-Token: Legen Sie in der Konsole unter Einstellungen eines an und setzen Sie MAESTRO_TOKEN.',
  checkToken:
    'Prüfen Sie MAESTRO_TOKEN oder --token: Das Token ist vielleicht widerrufen oder von einer anderen Installation.',
  unreachable: (url, reason) => `Maestro antwortet unter ${url} nicht (${reason}). Prüfen Sie --url oder MAESTRO_URL.`,
  notMaestro: (url, status) =>
    `${url} hat mit ${status} geantwortet, aber nicht wie Maestro. Prüfen Sie --url oder MAESTRO_URL.`,
  noOrganization: (wanted, known) =>
    wanted
      ? `Das Token kennt keine Organisation „${wanted}“. Es kennt: ${known || 'keine'}.`
      : 'Das Token gehört zu keiner Organisation.',
  refused: 'Maestro lehnt das ab; gespeichert wurde nichts:',
  nothingToDo: 'Nichts zu tun: Alles ist, wie die Dateien es sagen.',
  planFor: (name) => `Plan für ${name}:`,
  counts: (create, update, remove) => `${create} anzulegen, ${update} zu ändern, ${remove} zu entfernen.`,
  objects: {
    profile: 'Profil',
    group: 'Gruppe',
    assignment: 'Zuweisung',
    device: 'Gerät',
    'freeze-period': 'Sperrzeit',
  },
  license: {
    oneFile: 'Welche Lizenzdatei? Nennen Sie eine mit -f.',
    noKeys:
      'Mit welchen Schlüsseln? Speichern Sie /.well-known/license-keys.json Ihrer Installation, und nennen Sie die Datei mit --keys.',
    noMoment: (text) => `--at braucht einen Zeitpunkt wie 2026-11-23T12:00:00Z, nicht „${text}“.`,
    notKeys: (name) =>
      `${name} enthält keine öffentlichen Schlüssel. Speichern Sie /.well-known/license-keys.json Ihrer Installation.`,
    verdicts: {
      valid: 'Die Signatur stimmt, und die Lizenz gilt.',
      forged: 'Die Signatur passt nicht. Die Datei wurde verändert, oder sie stammt nicht von Maestro.',
      foreign: 'Die Lizenz gehört zu einem Gerät mit anderer Seriennummer.',
      expired: 'Die Signatur stimmt, aber die Lizenz ist abgelaufen.',
      superseded: 'Eine neuere Lizenzdatei ist an ihre Stelle getreten.',
      'not-yet-valid': 'Die Signatur stimmt, aber die Lizenz gilt noch nicht.',
      'unknown-key': 'Der Schlüssel, mit dem sie signiert ist, ist nicht dabei. Holen Sie die Schlüssel neu.',
    },
    facts: (serial, issue, signedAt) => `  Seriennummer ${serial}, Ausgabe ${issue}, signiert ${signedAt}`,
    feature: (key, until, usable) =>
      `  ${key}: ${until ? `bis ${until}` : 'unbefristet'}${usable ? '' : ' (derzeit nicht)'}`,
  },
  secret: '(Geheimnis)',
  newSecret: '(neues Geheimnis)',
  secretAgain: '(Geheimnis, neu gesetzt)',
  askApply: 'Diese Änderungen ausführen? [j/N] ',
  sayYes: 'Es wurde nichts geändert. Ergänzen Sie --yes, wo niemand gefragt werden kann.',
  isYes: /^\s*(j|ja|y|yes)\s*$/i,
  leftAlone: 'Es wurde nichts geändert.',
  applied: (changes) => `Gespeichert: ${some(changes, 'Änderung', 'Änderungen')}.`,
  deployNext:
    'Geräte erhalten davon nichts, bis es verteilt wird: in der Konsole unter Verteilungen oder mit maestro apply --deploy --include-pending.',
  written: (name) => `Geschrieben nach ${name}.`,
  preparing: 'Die Verteilung wird vorbereitet …',
  nothingToDeploy: 'Kein Gerät würde sich ändern: Es gibt nichts zu verteilen.',
  onlyPending: (devices) =>
    `Die Dateien ändern auf keinem Gerät etwas. Auf ${some(devices, 'Gerät warten', 'Geräten warten')} frühere Änderungen: --include-pending verteilt sie, wenn aus den Dateien nichts mehr zu speichern ist.`,
  alsoCarries: (changes) =>
    `Mit dabei: ${some(changes, 'Änderung', 'Änderungen')}, von anderen oder von früher, die auf diesen Geräten schon warten:`,
  includePending:
    'Gespeichert, aber nicht verteilt: Ein Gerät erhält seine Konfiguration als Ganzes. Mit --include-pending werden auch diese Änderungen verteilt, oder Sie verteilen in der Konsole.',
  preview: ({ devices, restart, offline, inCall, leftOut }) =>
    `${some(devices, 'Gerät würde', 'Geräte würden')} sich ändern: ${restart} mit Neustart, ${offline} offline, ${inCall} im Gespräch, ${leftOut} mit Ausgelassenem.`,
  askStart: 'Die Verteilung starten? [j/N] ',
  draftLeft: (address) => `Nicht gestartet. Der Entwurf bleibt sieben Tage: ${address}`,
  started: (address) => `Gestartet: ${address}`,
  waitsForApproval: 'Sie wartet auf die Freigabe durch eine zweite Person.',
  states: {
    preparing: 'in Vorbereitung',
    draft: 'ein Entwurf',
    'awaiting-approval': 'wartet auf Freigabe',
    scheduled: 'geplant',
    running: 'läuft',
    paused: 'angehalten',
    stopped: 'gestoppt',
    finished: 'beendet',
    cancelled: 'abgebrochen',
  },
  progress: (state, done, total, failed, waiting) =>
    `${state}: ${done} von ${total} erledigt, ${failed} fehlgeschlagen, ${waiting} warten`,
  ended: (state, confirmed, failed) => `Verteilung ${state}: ${confirmed} bestätigt, ${failed} fehlgeschlagen.`,
  tookTooLong: (minutes) =>
    `Die Verteilung ist nicht innerhalb von ${some(minutes, 'Minute', 'Minuten')} fertig geworden. Sie läuft weiter.`,
}
