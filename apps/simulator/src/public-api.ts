import type { FleetMember } from './claims.js'
import type { Gate } from './gate.js'

export type PublicApiOptions = {
  readonly server: string
  /** With the right to manage devices. */
  readonly apiToken: string
  readonly organizationId: string
  readonly gate: Gate
}

/** Creates a device and its claim code, as an admin would. */
export function provision(options: PublicApiOptions, serial: string, model: string): Promise<FleetMember> {
  return options.gate.through(async () => {
    const devices = `/api/v1/organizations/${options.organizationId}/devices`
    const device = await post(options, devices, { serial, modelKey: model, name: serial })
    const { code } = await post(options, `${devices}/${device['id']}/claim-code`, {})
    return { serial, model, claimCode: code, behaviour: 'normal' }
  })
}

async function post(
  { server, apiToken }: PublicApiOptions,
  path: string,
  body: object,
): Promise<Record<string, string>> {
  const response = await fetch(`${server.replace(/\/$/, '')}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiToken}` },
    body: JSON.stringify(body),
  }).catch((error: Error) => {
    const reason = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message
    throw new Error(`${server} cannot be reached (${reason}). Start Maestro, or give its address with --server.`)
  })
  const answer = (await response.json().catch(() => ({}))) as Record<string, string>
  if (!response.ok) throw new Error(answer['detail'] ?? `${path} answered ${response.status}.`)
  return answer
}
