import { apply } from './commands/apply.js'
import { exportFile } from './commands/export.js'
import { plan } from './commands/plan.js'
import { validate } from './commands/validate.js'
import { verifyLicenseFile } from './commands/verify-license.js'
import { EXIT, type ExitCode, Failure } from './failure.js'
import { failureOf, Refusal } from './maestro-api.js'
import { type Command, type Options, readOptions } from './options.js'
import type { Terminal } from './terminal.js'
import { paint } from './terminal.js'
import { wordsFor } from './words.js'

const commands: Readonly<Record<Command, (options: Options, terminal: Terminal) => Promise<ExitCode>>> = {
  export: exportFile,
  validate,
  plan,
  apply,
  'license verify': verifyLicenseFile,
}

/** Runs one command line; answers how the program ends. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const options = readOptions(args, terminal)
    if (options.command) return await commands[options.command](options, terminal)
    terminal.print(options.words.usage)
    return EXIT.done
  } catch (error) {
    const failure = error instanceof Refusal ? failureOf(error, { words: wordsFor(terminal.environment) }) : error
    if (!(failure instanceof Failure)) throw failure
    const [first = '', ...others] = failure.lines
    terminal.tell([paint(terminal, 'red', first), ...others.map((line) => `  ${line}`)].join('\n'))
    return failure.code
  }
}
