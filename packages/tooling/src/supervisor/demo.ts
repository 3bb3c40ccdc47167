import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Refusal } from '../refusal.js'
import { inRepository } from '../repository.js'
import type { RoleEnvironment } from './definitions.js'

export interface SignIn {
  /** Which kind of person, in a word or two. */
  readonly role: string
  readonly email: string
  readonly password: string
}

const exec = promisify(execFile)

function signInsFile(dataFolder: string): string {
  return join(dataFolder, 'sign-ins.json')
}

export function readSignIns(dataFolder: string): SignIn[] {
  const file = signInsFile(dataFolder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SignIn[]) : []
}

/** Keys that a visitor of the demo can type in, to see a licence become active. */
export function readLicenseKeys(dataFolder: string): string[] {
  const file = join(dataFolder, 'demo.json')
  if (!existsSync(file)) return []
  return (JSON.parse(readFileSync(file, 'utf8')) as { licenseKeys?: string[] }).licenseKeys ?? []
}

/** Fills an empty installation with the demo, once. Its passwords are generated and stay in the data folder. */
export async function seedDemo(dataFolder: string, environment: RoleEnvironment): Promise<boolean> {
  if (existsSync(signInsFile(dataFolder))) return false
  const program = inRepository('apps/server/dist/seed.js')
  try {
    await exec(process.execPath, ['--enable-source-maps', program], { env: environment, cwd: inRepository() })
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() ?? String(error)
    throw new Refusal(`The demo could not be written. Set MAESTRO_DEMO=off to start without it.\n${said}`)
  }
  return true
}
