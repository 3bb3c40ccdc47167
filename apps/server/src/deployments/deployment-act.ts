import type { AuditAction } from '@maestro/contract'

/** What a person did to a deployment, for the audit. */
export function actsOn(
  deployment: { readonly id: string; readonly title: string },
  action: Extract<AuditAction, `deployment.${string}`>,
  targets: readonly { deviceId: string }[] = [],
) {
  const [only] = targets.length === 1 ? targets : []
  return {
    action,
    objectKind: 'deployment',
    objectId: deployment.id,
    objectName: deployment.title,
    deviceId: only?.deviceId ?? null,
    details: { devices: targets.length },
  } as const
}
