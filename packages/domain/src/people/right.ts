/** Kept apart wherever the original Maestro kept them apart. */
export const RIGHTS = [
  'rooms.view',
  'rooms.manage',
  'devices.view',
  'devices.manage',
  'devices.control',
  'devices.photo',
  'devices.reboot',
  'devices.unpair',
  'devices.logs',
  'calls.view',
  'history.view',
  'configuration.view',
  'configuration.manage',
  'configuration.lock',
  'licenses.view',
  'licenses.manage',
  'deployments.view',
  'deployments.manage',
  'deployments.approve',
  'registration.view',
  'registration.manage',
  'firmware.view',
  'firmware.manage',
  'people.view',
  'people.manage',
  'grants.view',
  'grants.manage',
  'customers.view',
  'customers.manage',
  'organization.manage',
  'retention.manage',
  'tokens.manage',
  'audit.view',
  'export',
] as const
export type Right = (typeof RIGHTS)[number]

/** In the order of {@link RIGHTS}, each once. */
export function inOrder(rights: Iterable<Right>): readonly Right[] {
  const wanted = new Set(rights)
  return RIGHTS.filter((right) => wanted.has(right))
}

export function isRight(text: string): text is Right {
  return (RIGHTS as readonly string[]).includes(text)
}
