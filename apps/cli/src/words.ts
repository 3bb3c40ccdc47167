import type { Deployment, FileAction } from '@maestro/contract'
import type { LicenseVerdict } from '@maestro/contract/devices'
import { german } from './words-de.js'
import { english } from './words-en.js'

/** Everything the program says. */
export type Words = {
  readonly language: 'en' | 'de'
  readonly usage: string
  readonly seeHelp: string
  unknownCommand(word: string, known: string): string
  tooMuch(words: string): string
  noMinutes(text: string): string
  readonly noFile: string
  noSuchFile(name: string): string
  emptyFolder(name: string): string
  readonly notYaml: string
  noDocument(name: string): string
  notAFile(mistakes: number): string
  unknownName(names: string): string
  readonly quoteIt: string
  readonly missing: string
  valid(names: string): string
  readonly noToken: string
  readonly checkToken: string
  unreachable(url: string, reason: string): string
  notMaestro(url: string, status: number): string
  noOrganization(wanted: string, known: string): string
  readonly refused: string
  readonly nothingToDo: string
  planFor(name: string): string
  counts(create: number, update: number, remove: number): string
  readonly objects: Readonly<Record<FileAction['object'], string>>
  /** Verifying a licence file. */
  readonly license: {
    readonly oneFile: string
    readonly noKeys: string
    noMoment(text: string): string
    notKeys(name: string): string
    readonly verdicts: Readonly<Record<LicenseVerdict, string>>
    facts(serial: string, issue: number, signedAt: string): string
    /** `until` null: for ever. */
    feature(key: string, until: string | null, usable: boolean): string
  }
  readonly secret: string
  readonly newSecret: string
  readonly secretAgain: string
  readonly askApply: string
  readonly sayYes: string
  readonly isYes: RegExp
  readonly leftAlone: string
  applied(changes: number): string
  readonly deployNext: string
  written(name: string): string
  readonly preparing: string
  readonly nothingToDeploy: string
  onlyPending(devices: number): string
  alsoCarries(changes: number): string
  readonly includePending: string
  preview(counts: { devices: number; restart: number; offline: number; inCall: number; leftOut: number }): string
  readonly askStart: string
  draftLeft(address: string): string
  started(address: string): string
  readonly waitsForApproval: string
  readonly states: Readonly<Record<Deployment['state'], string>>
  progress(state: string, done: number, total: number, failed: number, waiting: number): string
  ended(state: string, confirmed: number, failed: number): string
  tookTooLong(minutes: number): string
}

/** German where the environment is, English everywhere else. */
export function wordsFor(environment: Readonly<Record<string, string | undefined>>): Words {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return locale.toLowerCase().startsWith('de') ? german : english
}
