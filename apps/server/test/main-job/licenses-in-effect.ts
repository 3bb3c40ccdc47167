import type { LicensePayload } from '@maestro/contract/devices'
import type { Fleet } from '@maestro/simulator'

export type LicenseInEffect = { readonly file: string; readonly issue: number; readonly features: readonly string[] }

export function payloadOf(file: string): LicensePayload {
  return JSON.parse(Buffer.from(file.split('.')[1] ?? '', 'base64url').toString())
}

/** The licence files that a device put into effect, in that order, by what it wrote down itself. */
export function licensesInEffect({ transcript }: Pick<Fleet, 'transcript'>, serial: string): LicenseInEffect[] {
  const received = new Map<number, string>()
  return transcript.flatMap(({ serial: whose, event, version = 0, message }) => {
    if (whose !== serial) return []
    const { license = '' } = (message as { state?: { license?: string } } | undefined)?.state ?? {}
    if (event === 'received') received.set(version, license)
    const file = received.get(version)
    if (event !== 'applied' || !file) return []
    const { issue, features } = payloadOf(file)
    return [{ file, issue, features: features.map(({ key }) => key) }]
  })
}
