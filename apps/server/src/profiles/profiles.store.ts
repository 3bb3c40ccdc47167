import type { Prisma } from '@maestro/database'
import type { ConfigurationValues } from '@maestro/domain'
import { openValues, sealValues } from '../configuration/secrets.js'
import { Refused } from '../platform/http/refused.js'
import type { KeyRing } from '../platform/keys.js'
import type { Transaction } from '../platform/platform.js'

export type ProfileContent = {
  readonly values: ConfigurationValues
  /** Sorted. */
  readonly locked: readonly string[]
}
export type ProfileOrigin = { readonly organizationId: string; readonly profileId: string; readonly name: string }
/** A profile as it is now, secrets opened. */
export type ProfileHead = ProfileContent & {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly version: number
  readonly archived: boolean
  readonly origin: ProfileOrigin | null
}

type Row = Prisma.ProfileGetPayload<object>

/** One change of names and assignments of an organization at a time, so that a refusal can name what is in the way. */
export async function lockProfiles(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('profiles'), hashtext(${organizationId}))`
}

/** Locked until the transaction ends; null: there is none. */
export async function lockProfile(
  tx: Transaction,
  keyRing: KeyRing,
  organizationId: string,
  id: string,
): Promise<ProfileHead | null> {
  await tx.$queryRaw`SELECT 1 FROM profiles WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`
  return findProfile(tx, keyRing, organizationId, id)
}

export async function findProfile(
  tx: Transaction,
  keyRing: KeyRing,
  organizationId: string,
  id: string,
): Promise<ProfileHead | null> {
  const row = await tx.profile.findFirst({ where: { organizationId, id } })
  return row && headOf(keyRing, row)
}

/** The copy of a partner's profile, locked; null: it was never published here. */
export async function lockCopy(
  tx: Transaction,
  keyRing: KeyRing,
  organizationId: string,
  originProfileId: string,
): Promise<ProfileHead | null> {
  const row = await tx.profile.findFirst({ where: { organizationId, originProfileId }, select: { id: true } })
  return row && lockProfile(tx, keyRing, organizationId, row.id)
}

function headOf(keyRing: KeyRing, row: Row): ProfileHead {
  const { id, name, description, version, locked, originOrganizationId, originProfileId, originName } = row
  return {
    id,
    name,
    description,
    version,
    values: openValues(keyRing, id, row.values as ConfigurationValues),
    locked,
    archived: row.archivedAt !== null,
    origin:
      originOrganizationId && originProfileId
        ? { organizationId: originOrganizationId, profileId: originProfileId, name: originName ?? '' }
        : null,
  }
}

/** What a version held; null: there is no such version. */
export async function findVersion(
  tx: Transaction,
  keyRing: KeyRing,
  organizationId: string,
  profileId: string,
  version: number,
): Promise<ProfileContent | null> {
  const row = await tx.profileVersion.findFirst({ where: { organizationId, profileId, version } })
  return row && { values: openValues(keyRing, profileId, row.values as ConfigurationValues), locked: row.locked }
}

export type ProfileAuthor = { readonly actor: string; readonly name: string }
export type ProfileWrite = ProfileContent & {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly description: string
  readonly version: number
  readonly author: ProfileAuthor
  readonly reason: string | null
}

/** A new profile with its first version. */
export async function insertProfile(
  tx: Transaction,
  keyRing: KeyRing,
  write: ProfileWrite,
  origin: ProfileOrigin | null = null,
): Promise<void> {
  const { id, organizationId, name, description, version, author } = write
  const content = sealed(keyRing, write)
  const from = origin && {
    originOrganizationId: origin.organizationId,
    originProfileId: origin.profileId,
    originName: origin.name,
  }
  const made = { createdBy: author.actor, createdByName: author.name }
  await tx.profile.create({ data: { id, organizationId, name, description, version, ...content, ...made, ...from } })
  await insertVersion(tx, write, content)
}

/** The head and, when the number is new, a version. */
export async function updateProfile(tx: Transaction, keyRing: KeyRing, write: ProfileWrite): Promise<void> {
  const { id, name, description, version } = write
  const content = sealed(keyRing, write)
  await tx.profile.update({ where: { id }, data: { name, description, version, archivedAt: null, ...content } })
  await insertVersion(tx, write, content)
}

/** Notes which version of the partner's profile a copy holds; that is no change of the copy. */
export async function saveOriginVersion(tx: Transaction, id: string, version: number): Promise<void> {
  await tx.$executeRaw`UPDATE profiles SET origin_version = ${version}
    WHERE id = ${id}::uuid AND origin_version IS DISTINCT FROM ${version}`
}

export async function setArchived(tx: Transaction, id: string, archivedAt: Date | null): Promise<void> {
  await tx.profile.update({ where: { id }, data: { archivedAt } })
}

/** Refuses a name that another profile in use has. Call {@link lockProfiles} first. */
export async function requireFreeName(
  tx: Transaction,
  organizationId: string,
  name: string,
  exceptId: string | null,
): Promise<void> {
  const [taken] = await tx.$queryRaw<
    { name: string }[]
  >`SELECT name FROM profiles WHERE organization_id = ${organizationId}::uuid
    AND archived_at IS NULL AND lower(name) = lower(${name}) AND id IS DISTINCT FROM ${exceptId}::uuid LIMIT 1`
  if (taken) throw new Refused('profile.name-taken', { name: taken.name })
}

type Sealed = { values: Prisma.InputJsonObject; locked: string[] }

function sealed(keyRing: KeyRing, { id, values, locked }: ProfileWrite): Sealed {
  return { values: sealValues(keyRing, id, values) as Prisma.InputJsonObject, locked: [...locked] }
}

async function insertVersion(tx: Transaction, write: ProfileWrite, content: Sealed): Promise<void> {
  const { id: profileId, organizationId, version, author, reason } = write
  const changed = { changedBy: author.actor, changedByName: author.name, reason }
  await tx.profileVersion.create({ data: { profileId, organizationId, version, ...content, ...changed } })
}
