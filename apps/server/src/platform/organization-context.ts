export { inOrganization } from '@maestro/database'
