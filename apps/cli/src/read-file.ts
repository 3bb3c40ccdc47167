import type { ConfigurationFile } from '@maestro/contract'
import { checkFile } from './check-file.js'
import type { Options } from './options.js'
import { type Merged, mergeSources, readSources } from './sources.js'

export type ReadFile = { readonly file: ConfigurationFile; readonly merged: Merged }

/** The files of the command line as one configuration file whose form is right. */
export async function readConfigurationFile({ files, words }: Pick<Options, 'files' | 'words'>): Promise<ReadFile> {
  const merged = mergeSources(await readSources(files, words), words)
  return { file: checkFile(merged, words), merged }
}
