import type { Language } from '@maestro/domain'
import { fill } from './problem.js'

/** Why a deployment stands where it does, as people read it. */
const deploymentReasonWords = {
  'ring-stopped': {
    en: 'Ring {ring} ({name}) stopped: {failed} of {done} {done|device|devices} failed, more than {percent} % are not allowed.',
    de: 'Ring {ring} ({name}) wurde gestoppt: {failed} von {done} {done|Gerät|Geräten} {failed|ist|sind} fehlgeschlagen, mehr als {percent} % sind nicht erlaubt.',
  },
  'success-out-of-reach': {
    en: 'Ring {ring} ({name}) is done, but only {confirmed} of {reachable} {reachable|device|devices} confirmed; {percent} % are needed. Try the failed ones again, or open the next ring by hand.',
    de: 'Ring {ring} ({name}) ist durch, aber nur {confirmed} von {reachable} {reachable|Gerät|Geräten} {confirmed|hat|haben} bestätigt; nötig sind {percent} %. Versuchen Sie die fehlgeschlagenen erneut, oder öffnen Sie den nächsten Ring von Hand.',
  },
  'ring-unanswered': {
    en: 'Nobody in ring {ring} ({name}) has answered: {devices} {devices|device is|devices are} offline. Wait until one comes back, or open the next ring by hand.',
    de: 'In Ring {ring} ({name}) hat noch niemand geantwortet: {devices} {devices|Gerät ist|Geräte sind} offline. Warten Sie, bis eines zurückkommt, oder öffnen Sie den nächsten Ring von Hand.',
  },
  'ring-opens-by-hand': {
    en: 'Ring {ring} ({name}) is opened by hand.',
    de: 'Ring {ring} ({name}) wird von Hand geöffnet.',
  },
  'paused-by-person': { en: 'Paused by {name}.', de: 'Angehalten von {name}.' },
  'paused-for-rollback': {
    en: 'Paused because {name} prepares going back.',
    de: 'Angehalten, weil {name} die Rücknahme vorbereitet.',
  },
  'cancelled-by-person': { en: 'Cancelled by {name}.', de: 'Abgebrochen von {name}.' },
  'rolled-back': { en: 'Rolled back.', de: 'Zurückgenommen.' },
  'stopped-and-rolled-back': {
    en: 'Ring {ring} ({name}) stopped, {failed} of {done} {done|device|devices} had failed. Then it was rolled back.',
    de: 'Ring {ring} ({name}) wurde gestoppt, {failed} von {done} {done|Gerät|Geräten} {failed|war|waren} fehlgeschlagen. Danach wurde zurückgenommen.',
  },
  'nothing-to-roll-back': {
    en: 'There was nothing to go back to.',
    de: 'Es gab nichts zurückzunehmen.',
  },
  rejected: { en: 'Sent back by {name}: {reason}', de: 'Zurückgegeben von {name}: {reason}' },
} as const satisfies Record<string, Record<Language, string>>
export type DeploymentReason = keyof typeof deploymentReasonWords

export function deploymentReasonText(
  code: DeploymentReason,
  language: Language,
  params: Readonly<Record<string, unknown>> = {},
): string {
  return fill(deploymentReasonWords[code][language], params)
}
