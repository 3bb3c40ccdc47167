import { readLicenseKeys, type SignIn } from './demo.js'
import { publicAddress, type Settings } from './settings.js'

function pad(cells: readonly string[][]): string[] {
  const widths = cells.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)), [])
  return cells.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('   ')
      .trimEnd(),
  )
}

function signInLines(signIns: readonly SignIn[]): string[][] {
  const lines = pad(signIns.map(({ role, email, password }) => [role, email, password]))
  return lines.map((line, index) => [index === 0 ? 'Demo sign-ins' : '', line])
}

/** The one table a person sees when everything runs. */
export function announcement(settings: Settings, signIns: readonly SignIn[], database: string): string {
  const address = publicAddress(settings)
  const rows = [
    ['Console', address],
    ['API reference', `${address}/api/reference`],
    ...signInLines(signIns),
    ...readLicenseKeys(settings.MAESTRO_DATA).map((key) => ['Licence key', `${key}   (dual screen, to try)`]),
    ['Data', `${settings.MAESTRO_DATA} (logs in logs/)`],
    ['Database', database],
    ['To stop', 'Ctrl-C'],
  ]
  return ['', ...pad(rows).map((line) => `  ${line}`), ''].join('\n')
}
