import { assignmentRoutes } from './assignments.js'
import { auditRoutes } from './audit.js'
import { catalogueRoutes } from './catalogue.js'
import { configurationRoutes } from './configuration.js'
import { configurationFileRoutes } from './configuration-file.js'
import { customerRoutes } from './customers.js'
import { deploymentRoutes } from './deployments.js'
import { deviceMoveRoutes } from './device-move.js'
import { deviceReplacementRoutes } from './device-replacement.js'
import { deviceRoutes } from './devices.js'
import { driftRoutes } from './drift.js'
import { freezePeriodRoutes } from './freeze-periods.js'
import { groupRoutes } from './groups.js'
import { licenseBatchRoutes, licenseTransferRoutes } from './license-activations.js'
import { licenseFileRoutes } from './license-files.js'
import { licenseKeyRoutes } from './license-keys.js'
import { licensePoolRoutes } from './license-pools.js'
import { licenseRuleRoutes } from './license-rules.js'
import { customerLicenseRoutes, licenseTermRoutes } from './license-terms.js'
import { licenseRoutes } from './licenses.js'
import { locationRoutes, roomRoutes } from './locations.js'
import { meRoutes } from './me.js'
import { organizationRoutes } from './organizations.js'
import { peopleRoutes, tokenRoutes } from './people.js'
import { profileRoutes } from './profiles.js'

/** The people's door, whole: every route that the server answers and the console calls. */
export const routes = {
  me: meRoutes,
  organizations: organizationRoutes,
  customers: customerRoutes,
  people: peopleRoutes,
  tokens: tokenRoutes,
  locations: locationRoutes,
  rooms: roomRoutes,
  devices: deviceRoutes,
  deviceReplacements: deviceReplacementRoutes,
  deviceMoves: deviceMoveRoutes,
  profiles: profileRoutes,
  assignments: assignmentRoutes,
  groups: groupRoutes,
  configuration: configurationRoutes,
  configurationFile: configurationFileRoutes,
  drift: driftRoutes,
  deployments: deploymentRoutes,
  freezePeriods: freezePeriodRoutes,
  licenses: licenseRoutes,
  licenseBatches: licenseBatchRoutes,
  licenseTransfers: licenseTransferRoutes,
  licenseRules: licenseRuleRoutes,
  licensePools: licensePoolRoutes,
  licenseKeys: licenseKeyRoutes,
  licenseTerms: licenseTermRoutes,
  customerLicenses: customerLicenseRoutes,
  licenseFiles: licenseFileRoutes,
  audit: auditRoutes,
  catalogue: catalogueRoutes,
} as const
