/** Where work takes place: in one organization, or outside all of them. Jobs and system verbs say so themselves. */
export { inOrganization, outsideOrganizations } from '@maestro/database'
