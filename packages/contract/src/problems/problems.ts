import type {
  ActivationRefusal,
  ConfigurationErrorCode,
  FileErrorCode,
  KeyRefusal,
  Language,
  MoveRefusal,
  PlacementRefusal,
  PoolRefusal,
  RingErrorCode,
  UnitMoveRefusal,
} from '@maestro/domain'
import { configurationProblems } from './configuration.js'
import { configurationFileProblems } from './configuration-files.js'
import { deploymentProblems } from './deployments.js'
import { deviceMoveProblems } from './device-moves.js'
import { driftProblems } from './drift.js'
import { licenseActivationProblems } from './license-activations.js'
import { licenseKeyProblems } from './license-keys.js'
import { licenseUnitProblems } from './license-units.js'
import { licenseProblems } from './licenses.js'
import { fill, type ProblemWords } from './problem.js'
import { profileProblems } from './profiles.js'
import { requestProblems } from './requests.js'
import { ringProblems } from './rings.js'
import { thingProblems } from './things.js'

/** Every way in which the API says no. A code without words in both languages does not compile. */
export const problems = {
  ...requestProblems,
  ...thingProblems,
  ...licenseProblems,
  ...licenseActivationProblems,
  ...licenseUnitProblems,
  ...licenseKeyProblems,
  ...configurationProblems,
  ...configurationFileProblems,
  ...profileProblems,
  ...driftProblems,
  ...ringProblems,
  ...deploymentProblems,
  ...deviceMoveProblems,
} as const satisfies Record<string, ProblemWords>
type DomainCode =
  | ActivationRefusal
  | ConfigurationErrorCode
  | FileErrorCode
  | PlacementRefusal
  | RingErrorCode
  | KeyRefusal
  | MoveRefusal
  | PoolRefusal
  | UnitMoveRefusal
/** Every refusal of a rule has its words here; a missing one does not compile. */
const _complete: Record<DomainCode, ProblemWords> = problems
void _complete
export type ProblemCode = keyof typeof problems

/** The sentence of a refusal in a language. */
export function problemDetail(
  code: ProblemCode,
  language: Language,
  params: Readonly<Record<string, unknown>> = {},
): string {
  return fill(problems[code].detail[language], params)
}
