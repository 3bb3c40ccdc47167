import { auditRoutes } from './audit.js'
import { catalogueRoutes } from './catalogue.js'
import { configurationRoutes } from './configuration.js'
import { customerRoutes } from './customers.js'
import { deploymentRoutes } from './deployments.js'
import { deviceRoutes } from './devices.js'
import { licenseRoutes } from './licenses.js'
import { locationRoutes, roomRoutes } from './locations.js'
import { meRoutes } from './me.js'
import { organizationRoutes } from './organizations.js'
import { peopleRoutes, tokenRoutes } from './people.js'

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
  configuration: configurationRoutes,
  deployments: deploymentRoutes,
  licenses: licenseRoutes,
  audit: auditRoutes,
  catalogue: catalogueRoutes,
} as const
