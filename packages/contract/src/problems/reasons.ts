import type { Language, TargetReason } from '@maestro/domain'
import { deviceWords } from './device-errors.js'
import { fill } from './problem.js'

/** Why a deployment target is where it is, as people read it. */
const reasonWords = {
  offline: {
    en: 'The device is offline. It gets the change when it comes back.',
    de: 'Das Gerät ist offline. Es erhält die Änderung, sobald es wieder da ist.',
  },
  'in-call': {
    en: 'The device is in a call. It gets the change afterwards.',
    de: 'Das Gerät ist im Gespräch. Es erhält die Änderung danach.',
  },
  'call-state-unknown': {
    en: 'Nobody knows whether the device is in a call. It gets the change once that is known.',
    de: 'Ob das Gerät im Gespräch ist, ist unbekannt. Es erhält die Änderung, sobald das klar ist.',
  },
  'outside-window': { en: 'It waits for the maintenance window.', de: 'Wartet auf das Wartungsfenster.' },
  frozen: { en: 'It waits for the end of the freeze period.', de: 'Wartet auf das Ende der Sperrzeit.' },
  'approval-needed': { en: 'A second person must approve it first.', de: 'Eine zweite Person muss zuerst freigeben.' },
  'ring-not-open': { en: 'Its ring has not been opened yet.', de: 'Ihr Ring ist noch nicht geöffnet.' },
  paused: { en: 'The deployment is paused.', de: 'Die Bereitstellung ist angehalten.' },
  'no-answer-yet': {
    en: 'No answer after {attempts} of {maximum} tries; the next one follows.',
    de: 'Keine Antwort nach {attempts} von {maximum} Versuchen; der nächste folgt.',
  },
  'refused-by-device': {
    en: 'The device refused it: {why}.{said}',
    de: 'Das Gerät hat abgelehnt: {why}.{said}',
  },
  'partly-refused-by-device': {
    en: 'The device took only a part of it: {why}.{said}',
    de: 'Das Gerät hat nur einen Teil übernommen: {why}.{said}',
  },
  'no-answer': {
    en: 'Sent {attempts} {attempts|time|times} and waited {seconds} s{attempts|| each time}; the device never answered. Check whether it hangs, then try again.',
    de: '{attempts}-mal gesendet und {attempts|dann|je} {seconds} s gewartet; das Gerät hat nie geantwortet. Prüfen Sie, ob es hängt, und versuchen Sie es erneut.',
  },
  'feature-missing': { en: 'The licence for {feature} is missing.', de: 'Die Lizenz für {feature} fehlt.' },
  'configuration-invalid': { en: 'The values no longer fit the device.', de: 'Die Werte passen nicht mehr zum Gerät.' },
  'delivery-failed': {
    en: 'It could not be handed to the device link. Try again.',
    de: 'Die Übergabe an die Geräteverbindung ist gescheitert. Versuchen Sie es erneut.',
  },
  'release-failed': {
    en: 'Maestro could not work out what the device should have; the other devices were not held up. Ask the operator to look into the log of the worker, then try again.',
    de: 'Maestro konnte nicht ermitteln, was das Gerät haben soll; die anderen Geräte wurden nicht aufgehalten. Bitten Sie den Betreiber, im Protokoll des Workers nachzusehen, und versuchen Sie es dann erneut.',
  },
  'device-retired': { en: 'The device was retired.', de: 'Das Gerät wurde ausgemustert.' },
  'device-left': {
    en: 'The device was moved to another organization.',
    de: 'Das Gerät ist in eine andere Organisation gewechselt.',
  },
  'superseded-by-newer': { en: 'A newer change took its place.', de: 'Eine neuere Änderung hat sie ersetzt.' },
  'cancelled-by-person': { en: 'Cancelled by {name}.', de: 'Abgebrochen von {name}.' },
  'deployment-stopped': { en: 'The deployment was stopped.', de: 'Die Bereitstellung wurde gestoppt.' },
  'device-moved': {
    en: 'The device was moved or left its group after the preview. Start a new deployment for it.',
    de: 'Das Gerät wurde nach der Vorschau verschoben oder hat seine Gruppe verlassen. Starten Sie dafür eine neue Bereitstellung.',
  },
  'rolled-back': { en: 'The deployment was rolled back.', de: 'Die Bereitstellung wurde zurückgenommen.' },
  'device-not-linked': { en: 'The device is no longer linked.', de: 'Das Gerät ist nicht mehr verbunden.' },
} as const satisfies Record<TargetReason, Record<Language, string>>

export function reasonText(
  code: TargetReason,
  language: Language,
  params: Readonly<Record<string, unknown>> = {},
): string {
  return fill(reasonWords[code][language], { ...params, ...deviceWords(language, params) })
}
