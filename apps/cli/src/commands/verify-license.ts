import { readFile } from 'node:fs/promises'
import {
  type LicenseKeySet,
  type LicensePayload,
  licenseKeySet,
  usableFeatures,
  verifyLicense,
} from '@maestro/contract/devices'
import { EXIT, type ExitCode, Failure } from '../failure.js'
import type { Options } from '../options.js'
import { paint, type Terminal } from '../terminal.js'

/** Says what a licence file is worth, with nothing but the published keys: asks no server. */
export async function verifyLicenseFile(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { words } = options
  const [name] = options.files
  if (!name || options.files.length > 1) throw new Failure([words.license.oneFile])
  if (!options.keys) throw new Failure([words.license.noKeys])
  const at = momentOf(options)
  const file = fileIn(await textOf(name, options))
  const keys = await keysIn(options.keys, options)
  const { verdict, keyId, payload } = await verifyLicense(file, keys, { serial: options.serial, at: () => at })
  const isValid = verdict === 'valid'
  if (options.json) terminal.print(JSON.stringify({ verdict, keyId, license: payload }, null, 2))
  else {
    terminal.print(paint(terminal, isValid ? 'green' : 'red', `${verdict}: ${words.license.verdicts[verdict]}`))
    if (payload) terminal.print(factsOf(payload, at, options))
  }
  return isValid ? EXIT.done : EXIT.changes
}

function momentOf({ at, words }: Options): Date {
  const moment = at === undefined ? new Date() : new Date(at)
  if (Number.isNaN(moment.getTime())) throw new Failure([words.license.noMoment(at ?? '')])
  return moment
}

async function textOf(name: string, { words }: Options): Promise<string> {
  return readFile(name, 'utf8').catch(() => {
    throw new Failure([words.noSuchFile(name)])
  })
}

/** The file itself, or the answer of the API that holds it. */
function fileIn(text: string): string {
  if (!text.trimStart().startsWith('{')) return text
  try {
    const { file } = JSON.parse(text) as { file?: unknown }
    return typeof file === 'string' ? file : text
  } catch {
    return text
  }
}

async function keysIn(name: string, options: Options): Promise<LicenseKeySet> {
  const text = await textOf(name, options)
  try {
    return licenseKeySet.parse(JSON.parse(text))
  } catch {
    throw new Failure([options.words.license.notKeys(name)])
  }
}

function factsOf(payload: LicensePayload, at: Date, { words }: Options): string {
  const usable = usableFeatures(payload, { at })
  const features = payload.features.map(({ key, until }) =>
    words.license.feature(key, until === null ? null : momentText(until), usable.includes(key)),
  )
  return [words.license.facts(payload.serial, payload.issue, momentText(payload.iat)), ...features].join('\n')
}

function momentText(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
