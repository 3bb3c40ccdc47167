import { parseArgs } from 'node:util'
import { Failure } from './failure.js'
import type { Terminal } from './terminal.js'
import { type Words, wordsFor } from './words.js'

export const COMMANDS = ['export', 'validate', 'plan', 'apply', 'license verify'] as const
export type Command = (typeof COMMANDS)[number]

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const options = {
  file: { type: 'string', short: 'f', multiple: true },
  output: { type: 'string', short: 'o' },
  url: text,
  token: text,
  organization: text,
  reason: text,
  timeout: text,
  keys: text,
  serial: text,
  at: text,
  prune: flag,
  json: flag,
  yes: { type: 'boolean', short: 'y' },
  deploy: flag,
  wait: flag,
  'include-pending': flag,
  help: { type: 'boolean', short: 'h' },
} as const

export type Options = ReturnType<typeof readOptions>

/** The command line, checked; what it leaves out comes from the environment. */
export function readOptions(args: readonly string[], { environment }: Pick<Terminal, 'environment'>) {
  const words = wordsFor(environment)
  const { values, positionals } = parsed(args, words)
  const help = values.help === true || args.length === 0 || positionals[0] === 'help'
  return {
    words,
    help,
    command: help ? undefined : commandOf(positionals, words),
    files: values.file ?? [],
    output: values.output,
    url: (values.url ?? environment['MAESTRO_URL'] ?? 'http://localhost:8300').replace(/\/+$/, ''),
    token: values.token ?? environment['MAESTRO_TOKEN'],
    organization: values.organization,
    reason: values.reason,
    keys: values.keys,
    serial: values.serial,
    at: values.at,
    prune: values.prune ?? false,
    json: values.json ?? false,
    yes: values.yes ?? false,
    deploy: values.deploy ?? false,
    wait: values.wait ?? false,
    includePending: values['include-pending'] ?? false,
    minutes: minutesOf(values.timeout, words),
  }
}

function parsed(args: readonly string[], words: Words) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw new Failure([error instanceof Error ? error.message : String(error), words.seeHelp])
  }
}

function commandOf([first = '', ...rest]: readonly string[], words: Words): Command {
  const [word, others] = first === 'license' && rest[0] ? [`${first} ${rest[0]}`, rest.slice(1)] : [first, rest]
  const command = COMMANDS.find((known) => known === word)
  if (!command) throw new Failure([words.unknownCommand(word, COMMANDS.join(', ')), words.seeHelp])
  if (others.length > 0) throw new Failure([words.tooMuch(others.join(' ')), words.seeHelp])
  return command
}

function minutesOf(text: string | undefined, words: Words): number {
  const minutes = text === undefined ? Number.POSITIVE_INFINITY : Number(text)
  if (!(minutes > 0)) throw new Failure([words.noMinutes(text ?? '')])
  return minutes
}
