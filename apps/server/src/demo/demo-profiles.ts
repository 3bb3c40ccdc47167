import { inOrganization } from '@maestro/database'
import type { CreateDeployment } from '../deployments/create-deployment.js'
import type { PrepareDeployment } from '../deployments/prepare-deployment.js'
import type { StartNow } from '../deployments/start-now.js'
import type { Platform } from '../platform/platform.js'
import type { AssignProfile } from '../profiles/assign-profile.js'
import type { CreateProfile } from '../profiles/create-profile.js'
import { demoCaller } from './demo-caller.js'

export type ProfileVerbs = {
  readonly createProfile: CreateProfile
  readonly assignProfile: AssignProfile
  readonly createDeployment: CreateDeployment
  readonly prepareDeployment: PrepareDeployment
  readonly startNow: StartNow
}

const ring = { waitMinutes: 0, successPercent: 100, failurePercent: 30, failureMinimum: 1 }
const rings = [
  { ...ring, name: 'Pilot', size: { kind: 'count' as const, value: 1 } },
  { ...ring, name: 'Berlin', size: { kind: 'rest' as const } },
]

const energySaving = {
  name: 'Energy saving Berlin',
  description: 'Agreed with the landlord; nobody changes the delay in a room.',
  values: { 'standby.enabled': true, 'standby.delayMinutes': 20 },
  locked: ['standby.delayMinutes'],
}
const largeRooms = {
  name: 'Large rooms',
  description: 'What rooms with a GTm 5250 have in common.',
  values: { 'audio.defaultVolume': 55, 'standby.wakeOnMotion': true },
  locked: [],
}

/**
 * Two profiles in the organization at work: one with a lock, rolled out to Berlin in two rings as soon as its devices
 * come online, and one that waits for somebody to deploy it.
 */
export async function buildProfiles(platform: Platform, verbs: ProfileVerbs, organizationId: string): Promise<void> {
  await inOrganization({ organizationId, actor: 'system:demo' }, async () => {
    const caller = demoCaller(organizationId)
    const { id: berlin } = await platform.database.prisma.location.findFirstOrThrow({
      where: { organizationId, parentId: null, name: 'Berlin' },
    })
    const profileId = await verbs.createProfile.run(caller, energySaving)
    await verbs.assignProfile.run(caller, { profileId, scopeKind: 'location', scopeId: berlin })
    const waiting = await verbs.createProfile.run(caller, largeRooms)
    await roll(platform, verbs, organizationId, profileId)
    await verbs.assignProfile.run(caller, { profileId: waiting, scopeKind: 'model', scopeId: 'gtm-5250' })
  })
}

async function roll(platform: Platform, verbs: ProfileVerbs, organizationId: string, profileId: string): Promise<void> {
  const caller = demoCaller(organizationId)
  const { id } = await verbs.createDeployment.run(caller, {
    params: { organizationId },
    query: undefined,
    body: {
      scope: { profileId },
      title: energySaving.name,
      reason: 'Agreed with the landlord',
      rings: rings.map((one) => ({ ...one, failureKinds: [] })),
      growth: 'frozen',
      startsAt: null,
      window: null,
      forced: false,
      autoRollback: false,
    },
  })
  let isMore = true
  while (isMore) isMore = await verbs.prepareDeployment.run(organizationId, id)
  const { previewHash } = await platform.database.prisma.deployment.findUniqueOrThrow({ where: { id } })
  await verbs.startNow.run(caller, id, { previewHash: previewHash ?? '', emergency: false })
}
