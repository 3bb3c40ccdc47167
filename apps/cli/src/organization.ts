import { routes } from '@maestro/contract'
import { Failure } from './failure.js'
import type { MaestroApi } from './maestro-api.js'
import type { Options } from './options.js'

export type Organization = { readonly id: string; readonly name: string; readonly slug: string }

/** The organization that is asked for by id or short name; the token's own where none is named. */
export async function findOrganization(
  api: MaestroApi,
  { organization: wanted, words }: Pick<Options, 'organization' | 'words'>,
): Promise<Organization> {
  const { organizations } = await api.call(routes.me.get)
  const found = wanted ? organizations.find(({ id, slug }) => id === wanted || slug === wanted) : organizations[0]
  if (!found) throw new Failure([words.noOrganization(wanted ?? '', organizations.map(({ slug }) => slug).join(', '))])
  return found
}
