/** A row of a file, with the number of the line on which it begins; the first is 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/**
 * Reads CSV (RFC 4180) with commas or semicolons, whichever the first line has more of. Rows without any text are left out;
 * null: a quotation is never closed.
 */
export function parseCsv(text: string): readonly CsvRow[] | null {
  const source = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(source)
  const pattern = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r?\\n|\\r|$)`,
    'y',
  )
  const rows: CsvRow[] = []
  let cells: string[] = []
  let [line, begins] = [1, 1]
  while (pattern.lastIndex < source.length || cells.length > 0) {
    const match = pattern.exec(source)
    if (!match) return null
    const [whole, quoted, plain, end] = match
    cells.push((quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')).trim())
    line += whole.match(/\r\n|\r|\n/g)?.length ?? 0
    if (end === separator) continue
    if (cells.some((cell) => cell !== '')) rows.push({ line: begins, cells })
    cells = []
    begins = line
  }
  return rows
}

function separatorOf(text: string): ',' | ';' {
  const first = text.split(/\r|\n/, 1)[0] ?? ''
  return first.split(';').length > first.split(',').length ? ';' : ','
}
