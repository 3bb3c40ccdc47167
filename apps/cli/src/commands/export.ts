import { writeFile } from 'node:fs/promises'
import { routes } from '@maestro/contract'
import { stringify } from 'yaml'
import { EXIT, type ExitCode, Failure } from '../failure.js'
import { MaestroApi } from '../maestro-api.js'
import type { Options } from '../options.js'
import { findOrganization } from '../organization.js'
import type { Terminal } from '../terminal.js'

/** Writes all configuration as a file: the same configuration, the same bytes. */
export async function exportFile(options: Options, terminal: Terminal): Promise<ExitCode> {
  const api = new MaestroApi(options)
  const { id: organizationId } = await findOrganization(api, options)
  const file = await api.call(routes.configurationFile.export, { params: { organizationId } })
  const text = options.json ? `${JSON.stringify(file, null, 2)}\n` : stringify(file, { lineWidth: 0 })
  if (!options.output || options.output === '-') terminal.print(text.trimEnd())
  else {
    await writeFile(options.output, text).catch((error: unknown) => {
      throw new Failure([error instanceof Error ? error.message : String(error)])
    })
    terminal.tell(options.words.written(options.output))
  }
  return EXIT.done
}
