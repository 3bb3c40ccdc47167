import { audit } from './audit'
import { configuration } from './configuration'
import { customers } from './customers'
import { deployments } from './deployments'
import { devices } from './devices'
import { frame } from './frame'
import { groups } from './groups'
import { licenseActs } from './license-acts'
import { licenseKeys } from './license-keys'
import { licensePools } from './license-pools'
import { licenseTerms } from './license-terms'
import { licenses } from './licenses'
import { move } from './move'
import { overview } from './overview'
import { preparation } from './preparation'
import { profiles } from './profiles'
import { registration } from './registration'
import { rooms } from './rooms'
import { settings } from './settings'
import { signIn } from './sign-in'
import { ui } from './ui'

export const english = {
  ...audit,
  ...configuration,
  ...customers,
  ...deployments,
  ...devices,
  ...frame,
  ...groups,
  ...licenseKeys,
  ...licensePools,
  ...licenseTerms,
  ...licenseActs,
  ...licenses,
  ...move,
  ...overview,
  ...preparation,
  ...profiles,
  ...registration,
  ...rooms,
  ...settings,
  ...signIn,
  ...ui,
} as const
export type English = typeof english
export type WordKey = keyof English
