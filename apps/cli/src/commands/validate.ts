import { EXIT, type ExitCode } from '../failure.js'
import type { Options } from '../options.js'
import { readConfigurationFile } from '../read-file.js'
import type { Terminal } from '../terminal.js'

/** Checks the form of files, without a server. */
export async function validate(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { merged } = await readConfigurationFile(options)
  terminal.print(options.words.valid(merged.sources.map(({ name }) => name).join(', ')))
  return EXIT.done
}
